"""
Are the paragraphs of a plain text found, and is the text left alone?
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from selon.errors import NoArticle, SourceTooLarge, UnreadableContent
from selon.model import Article, Span
from selon.reading import read_plain
from selon.reading.encoding import MAX_BYTES

SENTENCES = "La maire a dit oui. Le conseil l’a suivie."

WRAPPED = """\
Le pont de Valmorin rouvrira lundi matin, a annoncé la maire devant les
habitants réunis sur la place. Selon elle, les travaux ont coûté moins que
prévu.

« Nous avons tenu parole, et nous la tiendrons encore quand il faudra
refaire la route », a-t-elle ajouté en quittant la place.
"""


def texts(article: Article) -> list[str]:
    """Return the words of each passage."""
    return [passage.span.of(article.text) for passage in article.passages]


def test_the_text_is_kept_to_the_letter() -> None:
    """
    White space, line ends and marks stay as given.
    """
    text = "  Le pont rouvre \r\n\r\n\tLa maire\u00a0: « oui ».  \n\n\n"
    article = read_plain(text)
    assert article.text == text
    assert texts(article) == ["Le pont rouvre", "La maire\u00a0: « oui »."]


def test_blank_lines_and_single_line_ends_part_paragraphs() -> None:
    """
    A line end between full lines parts two paragraphs as a blank line does.
    """
    article = read_plain(f"{SENTENCES}\n{SENTENCES}\n\n{SENTENCES}")
    assert texts(article) == [SENTENCES] * 3


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_text_cut_into_lines_is_joined(newline: str) -> None:
    """
    Lines cut at one width in the middle of sentences are one passage for each paragraph.
    """
    article = read_plain(WRAPPED.replace("\n", newline))
    assert len(article.passages) == 2
    assert texts(article)[0].endswith(f"que{newline}prévu.")


def test_two_titles_on_two_lines_stay_two_passages() -> None:
    """
    Short lines that were not cut for width are not joined.
    """
    titles = "Le pont rouvre lundi, après six mois de travaux à Valmorin\nLa maire promet une fête aux habitants"
    text = f"{titles}\n\nLa maire a dit oui."
    assert len(read_plain(text).passages) == 3


def test_a_cut_list_keeps_its_items() -> None:
    """
    A line that opens with a dash or an indent opens a passage, even in a text cut into lines.
    """
    text = f"{WRAPPED}\n- Le premier point a été adopté à l’unanimité par les conseillers,\n- le deuxième non.\n"
    assert len(read_plain(text).passages) == 4


def test_a_first_line_before_a_blank_line_is_the_title() -> None:
    """
    A short first line that is no sentence is the title.
    """
    article = read_plain(f"Le pont rouvre\n\n{SENTENCES}")
    assert article.title == Span(0, 14)
    assert article.passages[0].kind == "title"


@pytest.mark.parametrize(
    "title", ["Qui paiera le pont ?", "« Le pont, c’est nous ! », dit la maire", "La maire dit « oui »"]
)
def test_a_title_may_ask_or_quote(title: str) -> None:
    """
    A question mark or a closing quotation mark does not make a title a sentence.
    """
    article = read_plain(f"{title}\n\n{SENTENCES}")
    assert article.title == Span(0, len(title))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCES,
        f"La maire a dit oui.\n\n{SENTENCES}",
        f"Le pont rouvre\n{SENTENCES}",
        f"{'Le pont rouvre et ' * 20}\n\n{SENTENCES}",
    ],
)
def test_a_sentence_is_no_title(text: str) -> None:
    """
    A first line that ends as a sentence, stands against the next, or is long, is a paragraph.
    """
    assert read_plain(text).title is None


def test_a_title_given_apart_is_set_before_the_text() -> None:
    """
    Title, blank line, text: one space of offsets.
    """
    article = read_plain(SENTENCES, title=" Le pont rouvre ")
    assert article.text == f"Le pont rouvre\n\n{SENTENCES}"
    assert article.title is not None
    assert article.title.of(article.text) == "Le pont rouvre"


def test_a_title_that_the_text_repeats_is_not_doubled() -> None:
    """
    A text that opens with its title is left alone.
    """
    text = f"Le pont rouvre\n\n{SENTENCES}"
    assert read_plain(text, title="Le pont rouvre").text == text


def test_buttons_after_the_article_are_no_passages() -> None:
    """
    What a blog sets under an article stays in the text and carries no passage.
    """
    text = f"Le pont rouvre\n\n{SENTENCES}\n\nNext Post Previous Post\nNo Comment\nAdd Comment\ncomment url"
    article = read_plain(text)
    assert article.text == text
    assert texts(article) == ["Le pont rouvre", SENTENCES]


def test_unknown_buttons_are_recognised_by_their_place() -> None:
    """
    Several short lines after the last sentence are buttons in any language.
    """
    assert texts(read_plain(f"{SENTENCES}\n\nSeuraava juttu\nKommentoi\nJaa tämä")) == [SENTENCES]


@pytest.mark.parametrize(
    "line",
    [
        "Lire aussi : le préfet affirme le contraire",
        "Photo : Jeanne Ardouin",
        "© Vallée Info",
        "Follow Ann Lorne on Twitter.",
    ],
)
def test_boilerplate_in_the_text_is_no_passage(line: str) -> None:
    """
    A line that the data know as boilerplate is passed over, wherever it stands.
    """
    assert texts(read_plain(f"{SENTENCES}\n\n{line}\n\n{SENTENCES}")) == [SENTENCES, SENTENCES]


def test_a_single_line_without_a_full_stop_is_read() -> None:
    """
    A text need not end as a sentence.
    """
    assert texts(read_plain("Selon Marie Ardouin, la route est fermée")) == ["Selon Marie Ardouin, la route est fermée"]


def test_a_last_line_without_a_full_stop_is_read() -> None:
    """
    One unfinished line after the text is no row of buttons.
    """
    assert len(read_plain(f"{SENTENCES}\n\nSelon Marie Ardouin, la route est fermée").passages) == 2


def test_what_is_known_is_kept() -> None:
    """
    Outlet, byline, address, date and language are those given.
    """
    article = read_plain(
        SENTENCES,
        lang="FR",
        published=date(2026, 3, 1),
        outlet="Vallée Info",
        byline="A. Lorne",
        url="https://vallee.example/1",
    )
    assert (article.outlet, article.byline, article.url) == ("Vallée Info", "A. Lorne", "https://vallee.example/1")
    assert (article.published, article.language, article.language_score) == (date(2026, 3, 1), "fr", None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La ministre a déclaré que le texte serait voté mardi prochain.", "fr"),
        ("The minister said that the bill would be put to a vote on Tuesday.", "en"),
        ("Die Ministerin sagte, dass über das Gesetz am Dienstag abgestimmt werde.", "de"),
        ("قالت رئيسة البلدية إن الجسر سيفتح يوم الاثنين المقبل.", "ar"),
    ],
)
def test_the_language_is_detected_and_its_score_stated(text: str, language: str) -> None:
    """
    The detector's answer comes with a share of the probability.
    """
    article = read_plain(text)
    assert article.language == language
    assert article.language_score is not None
    assert 0.5 < article.language_score <= 1


@pytest.mark.parametrize("text", ["", "  \n\t\n", "\ufeff"])
def test_an_empty_text_is_an_error(text: str) -> None:
    """
    Nothing to read is said so.
    """
    with pytest.raises(UnreadableContent, match="empty"):
        read_plain(text)


@pytest.mark.parametrize("text", ["«»", "« » « » “” \"\" '' …", "— — —"])
def test_a_text_of_marks_is_an_error(text: str) -> None:
    """
    Marks without words are no article.
    """
    with pytest.raises(NoArticle, match="no words"):
        read_plain(text)


@pytest.mark.parametrize("text", ["La maire\0 a dit oui.", "La maire \ud83d a dit oui.", "\ufffd" * 5 + " oui"])
def test_a_damaged_text_is_an_error(text: str) -> None:
    """
    NUL characters, halves of surrogate pairs and lost characters are named.
    """
    with pytest.raises(UnreadableContent):
        read_plain(text)


@pytest.mark.parametrize(
    "encoding",
    ["cp1252", "latin-1", "mac_roman", "cp1250", "cp1251", "cp437", "cp850", "iso8859-2", "cp1254", "iso8859-15"],
)
def test_garbled_words_are_a_warning(encoding: str) -> None:
    """
    Words that were read in another encoding than their own stay as they are, and the article says so and shows some.
    """
    text = "« La rénovation n’est pas décidée », a assuré l’élue.".encode().decode(encoding, "replace")
    article = read_plain(text, lang="fr")
    assert article.text == text
    (warning,) = (one for one in article.warnings if "garbled" in one)
    assert "garbled before it was read, by another encoding" in warning
    assert any(word in warning for word in text.split())


@pytest.mark.parametrize(
    "text",
    [
        "« L’été à\N{NO-BREAK SPACE}Âpremont », a-t-elle dit… “ÊTRE” — l’œuvre où ça coûte 15 €, À LA PÊCHE",
        "São Paulo “não é”, disse João…",
        "Łódź „źle”, İstanbul’da “çok güzel”, Đà Nẵng «được», Ångström",
        "Ελληνικά «καλημέρα» είπε. «Привет», — сказал он… 中文“你好”他说",
    ],
)
def test_what_is_written_in_other_letters_is_not_garbled(text: str) -> None:
    """
    Accents, marks and scripts side by side are no damage.
    """
    assert read_plain(text, lang="fr").warnings == ()


def test_a_text_of_buttons_is_an_error() -> None:
    """
    Boilerplate alone is no article.
    """
    with pytest.raises(NoArticle, match="buttons"):
        read_plain("Add Comment\n\nNo Comment")


def test_a_text_without_end_is_refused() -> None:
    """
    What is longer than any article is not read.
    """
    with pytest.raises(SourceTooLarge):
        read_plain("a" * (MAX_BYTES + 1))


def test_ten_thousand_words_are_read() -> None:
    """
    A long article is an article.
    """
    assert len(read_plain("\n\n".join([f"{SENTENCES} {SENTENCES}"] * 700)).passages) == 700


def test_no_statement_of_the_gold_lies_outside_the_passages() -> None:
    """
    In the development articles every cue and every content begins inside a passage.
    """
    folder = os.environ.get("SELON_DATA")
    if not folder:
        pytest.skip("SELON_DATA is not set: it names the folder with the development articles")
    for line in (Path(folder) / "fr_dev.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        article = read_plain(gold["text"], lang="fr")
        assert article.text == gold["text"]
        for attribution in gold["attributions"]:
            for start, _ in attribution["cue"] + attribution["content"]:
                assert any(p.span.start <= start < p.span.end for p in article.passages), (gold["id"], start)
