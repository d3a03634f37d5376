"""
Forgetting a person: the name goes from everything that the file holds, and nobody else's words go with it.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from newsroom import marked
from test_forms import SURE_FORMS

from selon.errors import LedgerError, UnknownEntry
from selon.ledger import Feed, Ledger, PersonForgotten, Query, Software, Taken, identity
from selon.ledger import connection as connections
from selon.ledger.forget.remains import remains
from selon.model import Article, Passage, Span, Speaker

NAME = "Orla Quenby"
MOMENT = datetime(2031, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return an empty ledger."""
    with Ledger(tmp_path / "news.db", clock=lambda: MOMENT) as made:
        yield made


def article(text: str, number: int = 0, **values: object) -> Article:
    """Return an article at an address of its own."""
    return marked(text, **({"url": f"https://a.example/{number}"} | values))


def stored(ledger: Ledger) -> str:
    """Return all bytes of the ledger's files that are text, without case and accents."""
    files = [path for path in ledger.path.parent.iterdir() if path.name.startswith(ledger.path.name)]
    data = b"".join(path.read_bytes() for path in files).decode("utf-8", "ignore")
    return "".join(c for c in unicodedata.normalize("NFKD", data.casefold()) if not unicodedata.combining(c))


def kept(done: PersonForgotten) -> Counter[tuple[str, str]]:
    """Return how often each form stays, with what it is called."""
    return Counter((place.form, place.kind) for place in done.kept)


def test_every_form_goes_from_the_text(ledger: Ledger) -> None:
    """Each form that can be nobody else is blackened letter for letter, and counted under what it is called."""
    for number, (text, _, _) in enumerate(SURE_FORMS):
        ledger.add(article(f"Début. {text} – fin. {{Pékin|a dit|non}}.", number))
    ledger.add(article(f"Encore. {{{NAME}|a dit|que la marée montait}}.", 999))
    done = ledger.forget_person("orla quenby", who="Mona")
    assert done.gone == Counter(kind for _, _, kind in SURE_FORMS) + Counter({"full name": 1})
    assert (done.statements, done.texts, done.remains) == (1, len(SURE_FORMS) + 1, None)
    for number, (text, form, _) in enumerate(SURE_FORMS):
        now = ledger.article(f"https://a.example/{number}").text
        before = f"Début. {text} – fin. Pékin a dit non."
        start = before.index(form)
        assert (now[:start], now[start + len(form) :]) == (before[:start], before[start + len(form) :])
        assert "quenby" not in now.casefold()
    assert not ledger.check().problems


def take_in(ledger: Ledger) -> None:
    """Put the name wherever reading can put it."""
    named = article(
        f"Le retour d’{NAME}\n\n{{{NAME}|a juré|que la marée montait}}. {{Pékin|a démenti|avoir vu {NAME} hier}}. "
        f"{{la sœur d'{NAME}|a dit|que la digue tenait}}.",
        url="https://a.example/le-retour-d-orla-quenby?q=Orla%20Quenby",
        outlet=f"Le carnet d'{NAME}",
        byline=f"Propos recueillis par {NAME}",
        warnings=(f"the page says that {NAME} wrote it",),
        passages=(Passage(Span(0, 10), "title", "//h1[@id='orla-quenby']"),),
        title=Span(0, len(f"Le retour d’{NAME}")),
    )
    named = replace(
        named,
        attributions=(
            named.attributions[0],
            replace(
                named.attributions[1],
                candidates=(Speaker(NAME), Speaker(f"la sœur d'{NAME}")),
                why=replace(named.attributions[1].why, evidence=(f"nearest name: {NAME}",)),
            ),
            named.attributions[2],
        ),
    )
    ledger.add(named, taken=Taken("pages/orla-quenby.html", "1", "", MOMENT.isoformat(), etag='"orla-quenby"'))
    ledger.add(replace(named, text=named.text + " Depuis, rien."))
    ledger.fail("https://a.example/orlaquenby", LedgerError(f"cannot read the page of {NAME}"))
    ledger.note_feed(Feed("https://a.example/orla-quenby/feed", f"{NAME}’s notes", MOMENT.isoformat(), None))


def everywhere(ledger: Ledger) -> None:
    """Put the name wherever reading and people can put it."""
    take_in(ledger)
    vu = next(ledger.statements(Query(words="vu"))).id
    ledger.reject(vu, who=NAME, note=f"d'après {NAME}")
    ledger.edit(vu, {"act": "warn"}, who="Mona")
    ledger.merge(f"la sœur d {NAME.casefold()}", "pekin", who="Mona", note=f"not {NAME}")
    ledger.split("pekin", [f"la sœur d'{NAME}"], f"la sœur d'{NAME}", who="Mona")


def test_the_name_goes_from_the_whole_file(ledger: Ledger) -> None:
    """No column, earlier version, index, log or freed page holds the name afterwards, and all agrees still."""
    everywhere(ledger)
    assert stored(ledger).count("quenby") > 50
    assert not ledger.check().problems
    before = {s.id for s in ledger.statements(Query(verdict="any")) if s.speaker != NAME}
    assert ledger.forget_person("orla quenby", who="Mona", reason=f"asked for by {NAME}").remains is None
    assert not ledger.check().problems
    assert {s.id for s in ledger.statements(Query(verdict="any"))} == before
    assert "quenby" not in stored(ledger)
    assert next(ledger.statements(Query(words="vu", verdict="rejected"))).attribution.act == "warn"
    ledger.close()
    assert "quenby" not in stored(ledger)


def test_what_was_freed_before_goes_too(ledger: Ledger) -> None:
    """Pages that earlier deletions left in the file hold the name no longer."""
    for number in range(40):
        ledger.add(article(f"{{{NAME}|a dit|que la marée {number} montait}}. {'Rien. ' * 200}", number))
    ledger.db.execute("pragma secure_delete = off")
    ledger.db.execute("update body set text = 'Orla Quenby. ' || text")
    ledger.db.execute("create table scratch as select text from body")
    ledger.db.execute("drop table scratch")
    ledger.forget_person("orla quenby", who="Mona")
    ledger.close()
    assert "quenby" not in stored(ledger)


def test_nothing_learns_the_name_again(ledger: Ledger) -> None:
    """What comes again is known for what it was, and what comes later is blackened in every field."""
    everywhere(ledger)
    first = ledger.article("https://a.example/le-retour-d-orla-quenby?q=Orla%20Quenby")
    with Ledger(ledger.path.with_name("other.db"), clock=lambda: MOMENT) as other:
        everywhere(other)
        corrections = other.corrections()
    ledger.forget_person("orla quenby", who="Mona")
    assert ledger.add(first).outcome == "unchanged"
    taken = ledger.taken("pages/orla-quenby.html")
    assert taken is not None
    assert taken.fingerprint == "1"
    assert ledger.taken("pages/orla_quenby.html") is None
    assert ledger.attempts("https://a.example/orlaquenby") == 1
    assert ledger.feed("https://a.example/orla-quenby/feed") is not None
    take_in(ledger)
    ledger.take_corrections(corrections)
    ledger.add(
        article(
            f"Du neuf. {{{NAME}|a dit|oui}}. {{Pékin|a dit|que {NAME} mentait}}.", url="https://b.example/orla-quenby"
        )
    )
    assert {s.speaker for s in ledger.statements(Query(words="oui OR mentait"))} == {"Pékin"}
    assert not ledger.check().problems
    ledger.close()
    assert "quenby" not in stored(ledger)


DOUBTFUL_TEXT = (
    "{Orla Quenby|a dit|oui}. O. Quenby et O.Q. sont la même, Mme Quenby aussi ; {Paul Quenby|a dit|non}. "
    "Suivez @oquenby. Paul Quenby rit, Marie-Orla Quenby pleure. Orla part."
)


def test_doubtful_forms_are_listed_and_stay(ledger: Ledger) -> None:
    """Initials, surname, given name, handle and longer names stay; each is listed with its place and its surroundings."""
    ledger.add(article(f"Titre\n\n{DOUBTFUL_TEXT}"))
    before = ledger.article("https://a.example/0").text
    done = ledger.forget_person("orla quenby", who="Mona")
    assert kept(done) == {
        ("O. Quenby", "initials"): 1,
        ("O.Q.", "initials"): 1,
        ("Quenby", "surname"): 1,
        ("@oquenby", "handle"): 1,
        ("Orla", "given name"): 1,
        ("Marie-Orla Quenby", "longer name"): 1,
    }
    assert ledger.article("https://a.example/0").text == before.replace("Orla Quenby a dit", "████ ██████ a dit", 1)
    (surname,) = (place for place in done.kept if place.kind == "surname")
    identifier = next(ledger.articles()).id
    assert surname.where == f"article {identifier} paragraph 2"
    assert "Mme Quenby aussi" in surname.context
    assert not any(NAME in place.context.replace("Marie-Orla Quenby", "") for place in done.kept)


def test_forms_go_when_asked_for(ledger: Ledger) -> None:
    """A form that is named goes everywhere, and from what comes later; a namesake keeps name and statements."""
    ledger.add(article(DOUBTFUL_TEXT))
    ledger.add(article("Ailleurs. Mme Quenby parle. {Paul Quenby|a dit|que le pont tenait}.", 1))
    done = ledger.forget_person("orla quenby", who="Mona", also=["Quenby", "@oquenby", "Marie-Orla Quenby"])
    assert kept(done) == {("O. Quenby", "initials"): 1, ("O.Q.", "initials"): 1, ("Orla", "given name"): 1}
    ledger.add(article("Plus tard. {Mme Quenby|a dit|peut-être}. {Paul Quenby|a dit|jamais}.", 2))
    texts = [ledger.article(f"https://a.example/{n}").text for n in range(3)]
    assert texts[0].count("Quenby") == texts[0].count("Paul Quenby") + texts[0].count("O. Quenby") == 3
    assert "@oquenby" not in texts[0]
    assert texts[1] == "Ailleurs. Mme ██████ parle. Paul Quenby a dit que le pont tenait."
    assert texts[2] == "Plus tard. Mme ██████ a dit peut-être. Paul Quenby a dit jamais."
    assert {s.speaker for s in ledger.statements()} == {"Paul Quenby", "Mme ██████"}
    assert not ledger.check().problems


def test_words_that_are_no_form_of_the_name(ledger: Ledger) -> None:
    """A nickname goes as it is given: one word with a capital only so, several words in any case."""
    ledger.add(
        article(
            "Un. {Orla Quenby|a dit|oui}. Nan rit, la nan aussi, et #Nan. LA DAME du Lac dort, la dame du port non."
        )
    )
    ledger.forget_person("orla quenby", who="Mona", also=["Nan", "la dame du lac"])
    text = ledger.article("https://a.example/0").text
    assert (
        text == "Un. ████ ██████ a dit oui. ███ rit, la nan aussi, et #███. ██ ████ ██ ███ dort, la dame du port non."
    )
    assert not ledger.check().problems


def test_all_forms(ledger: Ledger) -> None:
    """All forms that may be the person's go at once; names that hold the name and a namesake's stay."""
    ledger.add(article(DOUBTFUL_TEXT))
    done = ledger.forget_person("orla quenby", who="Mona", all_forms=True)
    assert kept(done) == {("Marie-Orla Quenby", "longer name"): 1}
    text = ledger.article("https://a.example/0").text
    assert text.count("Quenby") == text.count("Paul Quenby") + text.count("Marie-Orla Quenby") == 3
    assert not ledger.check().problems


def test_more_can_go_later(ledger: Ledger) -> None:
    """Somebody who has been forgotten is known by the name, so that further forms can go."""
    ledger.add(article(DOUBTFUL_TEXT))
    ledger.forget_person("orla quenby", who="Mona")
    with pytest.raises(UnknownEntry):
        ledger.forget_person("Orla Lassalle", who="Mona")
    done = ledger.forget_person("Orla Quenby", who="Mona", also=["O.Q."])
    assert (done.statements, done.gone) == (0, {"initials": 1})
    assert "O.Q." not in ledger.article("https://a.example/0").text
    assert not ledger.check().problems


def test_a_key_has_no_hyphens(ledger: Ledger) -> None:
    """The key that forgot somebody with a surname of two words takes more away as well."""
    ledger.add(article("Un. {Orla Quenby-Lassalle|a dit|oui}. Mme Quenby-Lassalle rit, @oquenbylassalle aussi."))
    key = next(ledger.statements()).speaker
    for all_forms in (False, True):
        done = ledger.forget_person("orla quenby lassalle", who="Mona", all_forms=all_forms)
    assert key == NAME + "-Lassalle"
    assert done.gone == {"surname": 1, "handle": 1}
    assert "uenby" not in ledger.article("https://a.example/0").text


def test_a_source_that_was_read_badly(ledger: Ledger) -> None:
    """What names the person as its source goes where its speaker is nobody or half the name; another's fuller name stays."""
    half, nobody, other, decided = (
        article(f"Un. {{{NAME}|a dit|oui {n}}}.", n) for n in ("zero", "one", "two", "three")
    )
    half = replace(half, attributions=(replace(half.attributions[0], speaker=Speaker("Orl", kind="organisation")),))
    nobody = replace(nobody, attributions=(replace(nobody.attributions[0], speaker=None),))
    other = replace(other, attributions=(replace(other.attributions[0], speaker=Speaker(f"Mary {NAME}")),))
    decided = replace(decided, attributions=(replace(decided.attributions[0], speaker=Speaker("Orl")),))
    for one in (half, nobody, other, decided, article(f"Un. {{{NAME}|a dit|non}}.", 9)):
        ledger.add(one)
    ledger.edit(
        next(s.id for s in ledger.statements(Query(words="three"))),
        {"speaker": {"name": "Pékin", "kind": "state"}},
        who="Mona",
    )
    done = ledger.forget_person("orla quenby", who="Mona")
    assert done.statements == 3
    ledger.add(replace(half, url="https://b.example/"))
    assert {s.speaker for s in ledger.statements()} == {"Mary Orla Quenby", "Pékin"}
    assert "Orl" not in [s.name for s in ledger.speakers()]
    assert not ledger.check().problems


def test_forms_that_stand_nowhere(ledger: Ledger) -> None:
    """A form that was asked for and is not met is told."""
    ledger.add(article(DOUBTFUL_TEXT))
    done = ledger.find_person("orla quenby", also=["Quenbi", "Quenby", "@oquenby", "Orla Quenby"])
    assert done.absent == ("Quenbi",)


def test_namesakes_keep_their_statements(ledger: Ledger) -> None:
    """People who were told apart, and people of the same surname, lose no statement."""
    ledger.add(article("Un. {Orla Quenby|a dit|que la digue tenait}. {Orla Quenby|a dit|que le pont tenait}."))
    ledger.add(article("Deux. {Paul Quenby|a dit|que le port tenait}. {Quenby|a dit|que le quai tenait}.", 1))
    ledger.add(article("Trois. {ORLA QUENBY|a dit|que le mur tenait}. {O. Quenby|a dit|que le toit tenait}.", 2))
    ledger.merge("quenby", "paul quenby", who="Mona")
    pont = next(ledger.statements(Query(words="pont"))).id
    ledger.attribute([pont], Speaker("Orla Quenby (juge)", "person"), who="Mona")
    ledger.split("orla quenby", ["ORLA QUENBY"], "Orla Quenby", who="Mona")
    done = ledger.forget_person("orla quenby", who="Mona", also=["Quenby"])
    assert done.statements == 1
    said = {s.content: s.speaker for s in ledger.statements()}
    assert said == {
        "que le pont tenait": "████ ██████ (juge)",
        "que le port tenait": "Paul Quenby",
        "que le quai tenait": "Paul Quenby",
        "que le mur tenait": "████ ██████",
        "que le toit tenait": "O. Quenby",
    }
    assert not ledger.check().problems


def test_one_person_under_several_spellings(ledger: Ledger) -> None:
    """Speakers whose names are forms that can be nobody else are the person, and their statements go."""
    ledger.add(
        article(
            "Un. {Orla Quenby|a dit|a}. {Quenby Orla|a dit|b}. {Orla B. Quenby|a dit|c}. {Mme Orla Quenby|a dit|d}."
        )
    )
    ledger.add(article("Deux. {O. Quenby|a dit|e}. {Orla Quenby-Lassalle|a dit|f}.", 1))
    assert ledger.forget_person("orla quenby", who="Mona", also=["O. Quenby"]).statements == 5
    assert {s.speaker for s in ledger.statements()} == {"Orla Quenby-Lassalle"}
    assert not ledger.check().problems


def test_looking_changes_nothing(ledger: Ledger) -> None:
    """What would go and stay is told beforehand as it is told afterwards, and the file stays as it was."""
    everywhere(ledger)
    before = "\n".join(ledger.db.iterdump())
    would = ledger.find_person("orla quenby", also=["la sœur"])
    assert "\n".join(ledger.db.iterdump()) == before
    assert ledger.forget_person("orla quenby", who="Mona", also=["la sœur"]) == would


def test_reading_anew_keeps_what_was_decided(ledger: Ledger) -> None:
    """Ids of an article whose address cannot be read any more stay as they are when it is read by new software."""
    everywhere(ledger)
    ledger.forget_person("orla quenby", who="Mona")
    before = {s.id: s.verdict for s in ledger.statements(Query(verdict="any"))}
    reports = list(
        ledger.reextract(
            lambda one: replace(ledger.article(next(ledger.articles()).id), url=one.url), software=Software("2")
        )
    )
    assert [report.error for report in reports] == [None]
    assert {s.id: s.verdict for s in ledger.statements(Query(verdict="any"))} == before
    assert not ledger.check().problems


def test_reading_anew_does_not_bring_back_what_was_said(ledger: Ledger) -> None:
    """What a forgotten person said stays away when new software finds it again, under a blackened name or a short one."""
    text = "{Orla Quenby|a dit|que la digue tenait}. {Mme Quenby|a ajouté|que le pont tenait}. {Pékin|a dit|non}."
    first = article(text)
    hers = replace(first.attributions[1], speaker=Speaker(NAME, "person"))
    ledger.add(replace(first, attributions=(first.attributions[0], hers, first.attributions[2])))
    assert ledger.forget_person("orla quenby", who="Mona").statements == 2

    def read(stripped: Article) -> Article:
        nameless = replace(first.attributions[0], speaker=None)
        return replace(stripped, attributions=(nameless, *first.attributions[1:]), extracted=True)

    assert [report.error for report in ledger.reextract(read, software=Software("2"))] == [None]
    assert [s.speaker for s in ledger.statements()] == ["Pékin"]
    assert not ledger.check().problems


LEFTOVERS = {
    "a text": "update body set text = text || ' Orla Quenby'",
    "a title": "update version set title = 'Quenby, Orla'",
    "an address": "update article set url = 'https://a.example/orla-quenby'",
    "an identity": "update article set identity = 'https://a.example/orla-quenby' where article_id = 1",
    "a source": "insert into intake values ('pages/orla-quenby.html', '1', 'taken', null, '2031', null, null, null)",
    "a failure": "insert into failure (source, cause, message, first_at, last_at, attempts) "
    "values ('x', 'LedgerError', 'no Orla Quenby', '2031', '2031', 1)",
    "a feed": "insert into feed values ('x', 'Orla Quenby''s notes', '2031', null, null, null, null)",
    "a speaker": "update speaker set name = 'Orla Quenby'",
    "an outlet": "update outlet set name = 'Le carnet d’Orla Quenby'",
    "a note": "update correction set note = '#OrlaQuenby'",
    "a value": """update correction set value = '{"words":{"content":"Orla\\u00a0Quenby"}}'""",
    "evidence": """update reason set evidence = '["orla.quenby@a.example"]'""",
    "a reason": "update tombstone set reason = 'ORLA QUENBY'",
    "a column of a later schema": "alter table failure add column remark text default 'in orla_quenby'; "
    "insert into failure (source, cause, message, first_at, last_at, attempts) values ('x', 'y', 'z', '', '', 1)",
    "a freed page": "pragma secure_delete = off; create table scratch as with recursive n(i) as (select 1 union all "
    "select i + 1 from n where i < 2000) select 'Orla Quenby.' || i as text from n; drop table scratch",
}


def test_bytes_join_no_words(tmp_path: Path) -> None:
    """Bytes of the log that look like a slash or an at sign make no address of the namesake's words before them."""
    (tmp_path / "news.db-wal").write_bytes(b'{"name":"Paul Quenby"}fr?\xef\x82\x00\x00\x01/@a.b')
    ((_, text),) = remains(tmp_path / "news.db")
    assert text.split("\n\n") == ['{"name":"Paul Quenby"}fr?', "/@a.b"]


@pytest.mark.parametrize("leftover", LEFTOVERS)
def test_check_finds_what_is_left(ledger: Ledger, leftover: str) -> None:
    """Wherever the name comes back behind the ledger's back, the check says where, and does not say the name."""
    ledger.add(article("{Pékin|a dit|que la digue tenait}."))
    ledger.add(article("{Orla Quenby|a dit|que le pont tenait}.", 1))
    ledger.accept(next(ledger.statements(Query(words="digue"))).id, who="Mona", note="sure")
    ledger.forget_person("orla quenby", who="Mona")
    assert not ledger.check().problems
    plain = sqlite3.connect(ledger.path)
    plain.executescript(LEFTOVERS[leftover])
    plain.close()
    problems = [problem for problem in ledger.check().problems if "forgotten person's name" in problem.what]
    assert problems
    assert all(problem.where and "uenby" not in problem.where + problem.what for problem in problems)


@pytest.mark.slow
def test_a_reader_keeps_the_name_in_the_file(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody reads an old state the name stays in the file: said at once, seen by the check, gone after it."""
    monkeypatch.setattr(connections, "WAIT_SECONDS", 0.1)
    for number in range(20):
        ledger.add(article(f"{{{NAME}|a dit|que la marée montait}}. {'Rien. ' * 300}", number))
    with Ledger(ledger.path, create=False) as book, Ledger(ledger.path, create=False, read_only=True) as reader:
        with reader.db.reading():
            reader.count()
            done = book.forget_person("orla quenby", who="Mona")
            assert done.remains is not None
            assert "reading" in done.remains
            assert any("forgotten person's name" in problem.what for problem in book.check().problems)
        assert book.forget_person("Orla Quenby", who="Mona").remains is None
        assert not book.check().problems
        ledger.close()
    assert "quenby" not in stored(ledger)


def test_no_room_to_write_the_file_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the file cannot be written anew that is said, and what was forgotten is forgotten all the same."""
    ledger.add(article("{Orla Quenby|a dit|que le pont tenait}."))
    execute = connections.Database.execute

    def full(db: connections.Database, sql: str, parameters: object = (), /) -> sqlite3.Cursor:
        if sql == "vacuum":
            msg = "no room left"
            raise connections.LedgerFull(msg)
        return execute(db, sql, parameters)

    monkeypatch.setattr(connections.Database, "execute", full)
    done = ledger.forget_person("orla quenby", who="Mona")
    assert done.remains is not None
    assert "no room left" in done.remains
    assert ledger.count() == 0


def test_tombstones_of_older_ledgers_still_count(ledger: Ledger) -> None:
    """A tombstone that holds hashes of name and surname alone blackens both, the surname beside the name."""
    for kind, words in (("person", "orla quenby"), ("surname", "quenby")):
        ledger.db.execute(
            "insert into tombstone values ('person', ?, '2030', 'Mona', null, null)", (identity.digest(kind, words),)
        )
    ledger.add(article("Orla Quenby part. {Orla Quenby|a dit|oui}. Quenby rit. {Paul Quenby|a dit|non}."))
    assert (
        ledger.article("https://a.example/0").text
        == "████ ██████ part. ████ ██████ a dit oui. ██████ rit. Paul Quenby a dit non."
    )
    assert [s.speaker for s in ledger.statements()] == ["Paul Quenby"]


def test_two_outlets_that_become_one(ledger: Ledger) -> None:
    """Outlets that differed by the case of the name alone are one afterwards, and keep their statements."""
    for number, name in enumerate((NAME, NAME.upper())):
        ledger.add(article("{Pékin|a dit|non}. {Orla Quenby|a dit|oui}.", number, outlet=f"Le carnet de {name}"))
    ledger.forget_person("orla quenby", who="Mona")
    assert [(o.name, o.articles) for o in ledger.outlets()] == [("Le carnet de ████ ██████", 2)]
    assert not ledger.check().problems
