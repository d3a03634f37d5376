"""
Who is who: a table of people meets speakers by name and day, agrees with counting by hand, and follows its names.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from newsroom import fill, marked, story
from test_forgetting import stored
from test_people import correct_at_random

from selon.errors import InvalidValue, UnknownEntry
from selon.ledger import Ledger, Query, Software, Statement
from selon.ledger.identity import fold
from selon.ledger.shares import BY, Shares
from selon.model import Person, Speaker

COUNT = 40
SAID = ("role", "party", "gender", "wikidata")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of invented articles."""
    with Ledger(tmp_path / "news.db") as made:
        fill(made, COUNT)
        yield made


def drawn(chance: random.Random, size: int) -> list[Person]:
    """Return a random table: names of the stories' speakers in all spellings, periods that overlap, one person or two."""
    names = (
        "Zoé Lambrecht",
        "ZOE LAMBRECHT",
        "Iker Oyarzun",
        "Pékin",
        "ministère du Littoral",
        "Mona Ferrand 1",
        "Nobody",
    )
    table = []
    for _ in range(size):
        since, until = (
            chance.choice([None, f"2031-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"]) for _ in "ab"
        )
        if since and until and since > until:
            since, until = until, since
        table.append(
            Person(
                name=chance.choice(names),
                aliases=tuple(chance.sample(names, chance.choice([0, 0, 0, 1]))),
                role=chance.choice([None, "maire", "élue"]),
                party=chance.choice([None, "Les Verts", "PX"]),
                gender=chance.choice([None, "femme", "homme"]),
                wikidata=chance.choice([None, "Q1", "Q1", "Q2"]),
                since=since,
                until=until,
            )
        )
    return table


def by_hand(ledger: Ledger, table: list[Person], statement: Statement) -> dict[str, str | None] | None:
    """Return what the table says of the speaker of *statement*, None where nobody or several people are meant."""
    entry = next((e for e in ledger.speakers(Query(verdict="any")) if e.id == statement.speaker_id), None)
    if entry is None:
        return None
    names = {fold(entry.name), *map(fold, entry.aliases)}
    day = statement.published or ""
    met = [one for one in table if names & set(map(fold, (one.name, *one.aliases)))]
    met = [one for one in met if (one.since or "") <= day <= (one.until or "~")]
    if not met or (len(met) > 1 and (met[0].wikidata is None or len({one.wikidata for one in met}) > 1)):
        return None
    found = {}
    for what in SAID:
        values = {getattr(one, what) for one in met} - {None}
        found[what] = values.pop() if len(values) == 1 else None
    return found


def said(statement: Statement) -> dict[str, str | None] | None:
    """Return the same as the ledger has it."""
    person = statement.person
    return {what: getattr(person, what) for what in SAID} if person else None


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_a_look_at_every_statement(ledger: Ledger, seed: int) -> None:
    """Persons, filters and shares are those that a look at every statement and every row gives."""
    chance = random.Random(seed)
    if seed % 2:
        correct_at_random(ledger, 12, seed)
    table = drawn(chance, 9)
    ledger.people.take(table)
    assert ledger.check().problems == ()
    everything = list(ledger.statements(Query(verdict="any")))
    meant = {one.id: by_hand(ledger, table, one) for one in everything}
    assert {one.id: said(one) for one in everything} == meant
    known = {what: {getattr(one, what) for one in table} - {None} for what in SAID}
    for what in SAID:
        for value in (*known[what], "unknown"):
            found = {one.id for one in ledger.statements(Query(verdict="any", **{what: (value.upper(),)}))}
            wanted = None if value == "unknown" else value
            assert found == {one for one, says in meant.items() if (says or {}).get(what) == wanted}
    both = Query(role=("maire", "unknown"), gender=("femme",), verdict="any") if "maire" in known["role"] else Query()
    if both.role and "femme" in known["gender"]:
        assert {one.id for one in ledger.statements(both)} == {
            one for one, says in meant.items() if says and says["gender"] == "femme" and says["role"] != "élue"
        }


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(lang=("fr",)),
        Query(act=("deny",)),
        Query(words="drones"),
        Query(verdict="any", outlet=("Outlet 1",)),
    ],
)
@pytest.mark.parametrize("by", BY)
def test_shares(ledger: Ledger, by: str, query: Query) -> None:
    """Counts in all, by outlet and by month are those of the statements one by one; what is not known stands beside."""
    correct_at_random(ledger, 8, 1)
    ledger.people.take(drawn(random.Random(3), 6))
    broken = ledger.people.shares(by, query)
    found = list(ledger.statements(query))

    def counted(some: list[Statement]) -> tuple[int, dict[str, int], int, int]:
        values = Counter(getattr(one.person, by) if one.person else None for one in some if one.speaker)
        unknown = values.pop(None, 0)
        return len(some), dict(values), unknown, sum(one.speaker is None for one in some)

    def told(one: Shares) -> tuple[int, dict[str, int], int, int]:
        return one.statements, one.values, one.unknown, one.speakerless

    assert told(broken.total) == counted(found)
    assert {one.name: told(one) for one in broken.outlets} == {
        name: counted([one for one in found if one.outlet == name]) for name in {one.outlet for one in found}
    }
    assert [(one.name, told(one)) for one in broken.months] == [
        (month, counted([one for one in found if (one.published or "")[:7] == month]))
        for month in sorted({(one.published or "")[:7] for one in found})
    ]
    for one in (broken.total, *broken.outlets):
        assert sum(one.shares.values()) == pytest.approx(1 if one.values else 0)
        assert sum(one.values.values()) + one.unknown + one.speakerless == one.statements


@pytest.mark.parametrize("seed", range(4))
def test_it_follows_the_names(ledger: Ledger, seed: int) -> None:
    """After merges, splits, edits, undoing, new articles and reading anew, it says what it would if taken in again."""
    chance = random.Random(seed)
    table = drawn(chance, 8)
    ledger.people.take(table)
    for step in range(6):
        made = correct_at_random(ledger, 5, 10 * seed + step)
        ledger.add(story(COUNT + step))
        ledger.add(marked(f"{{Mona Ferrand {step}|a dit|oui}}. {{Nobody|a dit|non}}.", url=f"https://a.example/{step}"))
        assert ledger.check().problems == ()
        ledger.undo(chance.choice(made).uid, who="Mona")
        assert ledger.check().problems == ()
    list(ledger.reextract(lambda one: replace(one, attributions=()), software=Software("none")))
    assert ledger.check().problems == ()
    list(ledger.reextract(lambda one: one, software=Software("two")))
    assert ledger.check().problems == ()
    before = list(ledger.statements(Query(verdict="any")))
    ledger.people.take(table)
    assert list(ledger.statements(Query(verdict="any"))) == before


def test_names_meet_by_whole_forms(tmp_path: Path) -> None:
    """A surname meets nobody whose name is longer, until it is an alias or the speakers are merged."""
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(marked("{Zoé Lambrecht|a dit|oui}. {Lambrecht|a dit|non}. {ZOÉ LAMBRECHT|a dit|si}."))
        ledger.people.take([Person(name="zoe lambrecht", gender="femme")])
        assert {one.source for one in ledger.statements(Query(gender=("femme",)))} == {"Zoé Lambrecht", "ZOÉ LAMBRECHT"}
        merged = ledger.merge("lambrecht", "zoe lambrecht", who="Mona")
        assert ledger.count(Query(gender=("femme",))) == 3
        ledger.undo(merged.uid, who="Mona")
        assert ledger.count(Query(gender=("femme",))) == 2
        ledger.people.take([Person(name="Zoé Lambrecht", aliases=("LAMBRECHT",), gender="femme")])
        assert ledger.count(Query(gender=("femme",))) == 3


def test_a_speaker_of_several_names(tmp_path: Path) -> None:
    """Any form of the name will do, as long as the ledger holds it, and so will what people have called the speaker."""
    country = marked("{Pékin|a dit|oui}. {la Chine|a dit|non}.")
    both = tuple(replace(one, speaker=Speaker(name, "state", "iso3166:CN"))
                 for one, name in zip(country.attributions, ("Pékin", "la Chine"), strict=True))  # fmt: skip
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(replace(country, attributions=both))
        ledger.people.take([Person(name="La Chine", role="État"), Person(name="Chose", role="chose")])
        assert ledger.count(Query(role=("état",))) == 2
        ledger.split("iso3166:CN", ["Pékin"], "Chose", who="Mona")
        assert [one.person.role for one in ledger.statements() if one.person] == ["chose", "État"]
        ledger.undo(ledger.corrections()[0].uid, who="Mona")
        list(ledger.reextract(lambda one: replace(one, attributions=both[:1]), software=Software("two")))
        assert ledger.count() == 1
        assert ledger.count(Query(role=("unknown",))) == 1
        assert ledger.check().problems == ()


def test_what_counts_when(tmp_path: Path) -> None:
    """Days decide: the bounds belong to a row, namesakes count for nobody, one person's rows for what they agree in."""
    days = ("2031-05-19", "2031-05-20", "2031-05-21", None)
    with Ledger(tmp_path / "news.db") as ledger:
        for number, day in enumerate(days):
            published = date.fromisoformat(day) if day else None
            ledger.add(
                marked(f"{{Zoé Roca|a dit|oui {number}}}.", url=f"https://a.example/{number}", published=published)
            )

        def roles(*table: Person) -> list[tuple[str | None, str | None]]:
            ledger.people.take(table)
            assert ledger.check().problems == ()
            found = {one.published: one.person for one in ledger.statements()}
            return [(person.role, person.gender) if (person := found[day]) else ("–", "–") for day in days]

        one = Person(name="Zoé Roca", role="maire", gender="f", until="2031-05-20")
        two = Person(name="Zoé Roca", role="élue", gender="f", since="2031-05-20")
        nobody = ("–", "–")
        assert roles(one) == [("maire", "f"), ("maire", "f"), nobody, nobody]
        assert roles(one, two) == [("maire", "f"), nobody, ("élue", "f"), nobody]
        (clash,) = ledger.people.directory().clashes
        assert (clash.speaker, clash.places, clash.since, clash.until) == (
            "zoe roca",
            (0, 1),
            "2031-05-20",
            "2031-05-20",
        )
        assert clash.differ == ()
        same = [replace(person, wikidata="Q7") for person in (one, two)]
        assert roles(*same) == [("maire", "f"), (None, "f"), ("élue", "f"), nobody]
        assert [clash.differ for clash in ledger.people.directory().clashes] == [("role",)]
        assert roles(same[0], replace(two, wikidata="Q8"))[1] == nobody
        assert roles(same[0], replace(two, role=None, wikidata="Q7"))[1] == ("maire", "f")
        assert ledger.people.directory().clashes == ()
        assert roles(replace(one, until=None)) == [("maire", "f")] * 4
        assert roles(replace(one, until=None), replace(two, since="2040-01-01"))[3] == nobody


def test_entries(ledger: Ledger) -> None:
    """Each row tells its speakers and the statements that count for it; one that nobody matches is kept."""
    table = [
        Person(name="Zoé Lambrecht", gender="femme", until="2031-06-30"),
        Person(name="Zoé Lambrecht", gender="femme", since="2031-07-01"),
        Person(name="Nobody Here"),
    ]
    found = ledger.people.take(table)
    assert [entry.person for entry in found.entries] == table
    assert found == ledger.people.directory()
    assert [entry.speakers for entry in found.entries] == [("zoe lambrecht",), ("zoe lambrecht",), ()]
    hers = list(ledger.statements(Query(speaker="lambrecht")))
    assert [entry.statements for entry in found.entries] == [
        sum((one.published or "") < "2031-07" for one in hers),
        sum((one.published or "") >= "2031-07" for one in hers),
        0,
    ]
    (entry,) = (one for one in ledger.speakers() if one.key == "zoe lambrecht")
    assert [(one.since, one.until) for one in entry.people] == [(None, "2031-06-30"), ("2031-07-01", None)]
    assert ledger.speaker("zoe lambrecht").entry.people == entry.people


def test_a_table_replaces_the_one_before(ledger: Ledger) -> None:
    """Taking in is whole or not at all; removing takes rows by name, whatever its case, or everything."""
    one, two = Person(name="Zoé Lambrecht", party="PX"), Person(name="Iker Oyarzun", party="PY")
    ledger.people.take([one, two, replace(one, since="2032-01-01")])
    with pytest.raises(AttributeError):
        ledger.people.take([two, "Iker"])  # type: ignore[list-item]
    assert len(ledger.people.directory().entries) == 3
    with pytest.raises(UnknownEntry, match="no row for 'Mona'"):
        ledger.people.remove(["zoe lambrecht", "Mona"])
    assert ledger.people.remove(["ZOE lambrecht"]) == 2
    assert [entry.person for entry in ledger.people.directory().entries] == [two]
    assert ledger.count(Query(party=("unknown",))) + ledger.count(Query(party=("PY",))) == ledger.count()
    ledger.people.take([one])
    assert [entry.person for entry in ledger.people.directory().entries] == [one]
    assert ledger.people.remove_all() == 1
    assert ledger.people.directory().entries == ()
    assert ledger.check().problems == ()
    assert all(statement.person is None for statement in ledger.statements())


def test_a_clash_ends_with_one_of_its_rows(ledger: Ledger) -> None:
    """When one of two namesakes is removed, the other counts."""
    ledger.people.take(
        [Person(name="Zoé Lambrecht", party="PX"), Person(name="Z", aliases=("Zoé Lambrecht",), party="PY")]
    )
    assert ledger.count(Query(party=("PX",))) == 0
    ledger.people.remove(["Z"])
    assert ledger.count(Query(party=("PX",))) == ledger.count(Query(speaker="zoe lambrecht"))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"gender": ("F",)}, "no row of the table of people has the gender 'F'; it has: femme, homme"),
        ({"party": ("PX", "unknown")}, "no row of the table of people has the party 'PX'; it has: none"),
        ({"gender": "femme"}, "give a tuple of texts"),
        ({"role": (3,)}, "role 3 is no text"),
    ],
)
def test_what_no_row_says_is_refused(ledger: Ledger, values: dict[str, object], message: str) -> None:
    """A misspelt value is told, with those that there are."""
    ledger.people.take([Person(name="A b", gender="homme"), Person(name="B c", gender="femme")])
    with pytest.raises(InvalidValue) as refusal:
        list(ledger.statements(Query(**values)))  # type: ignore[arg-type]
    assert message in str(refusal.value)


def test_without_a_table(ledger: Ledger) -> None:
    """Nothing is known of anybody then, and whoever asks more is told where a table comes from."""
    assert ledger.count(Query(gender=("unknown",))) == ledger.count()
    for ask in (lambda: ledger.count(Query(gender=("femme",))), lambda: ledger.people.shares("gender")):
        with pytest.raises(InvalidValue, match="selon people import"):
            ask()
    ledger.people.take([Person(name="A b")])
    with pytest.raises(InvalidValue, match="by 'wikidata' is unknown; one of: role, party, gender"):
        ledger.people.shares("wikidata")


def test_the_view_has_it_too(ledger: Ledger) -> None:
    """What other programs read in the file is what selon answers."""
    ledger.people.take(drawn(random.Random(5), 8))
    ledger.accept(next(ledger.statements(Query(speaker="lambrecht"))).id, who="Mona")
    plain = sqlite3.connect(ledger.path)
    found = plain.execute(
        "select id, speaker_person, speaker_role, speaker_party, speaker_gender, speaker_wikidata from statements"
    ).fetchall()
    plain.close()
    assert sorted(found, key=str) == sorted(
        (
            (s.id, *(getattr(s.person, what) if s.person else None for what in ("name", *SAID)))
            for s in ledger.statements()
        ),
        key=str,
    )


DAMAGES = {
    "a lost row": "delete from who where alias_id in (select alias_id from who limit 1)",
    "another gender": "update who set gender = 'x'",
    "a lost form": "delete from person_name",
    "another name": "update person set name = 'Somebody Else'",
    "no day": "update person set since = 'soon'",
    "an empty cell": "update person set role = ''",
    "aliases that are none": "update person set aliases = 'Zed'",
    "a name for nobody": "insert into who (alias_id, since, until, person_id) "
    "select alias_id, '2099-01-01', '2099-01-02', 1 from alias",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found(ledger: Ledger, damage: str) -> None:
    """What is changed behind the ledger's back is a problem with a place and a remedy."""
    ledger.people.take([Person(name="Zoé Lambrecht", gender="femme")])
    plain = sqlite3.connect(ledger.path)
    plain.execute(DAMAGES[damage])
    plain.commit()
    plain.close()
    ledger.accept_rows()  # as if somebody had meant it
    problems = ledger.check().problems
    assert {problem.where for problem in problems} <= {"who", "person_name", "person"}
    assert all("import it anew" in problem.what for problem in problems)
    assert problems


def test_a_copy_has_the_table(ledger: Ledger, tmp_path: Path) -> None:
    """A backup holds the table, and can be asked without being written."""
    ledger.people.take(drawn(random.Random(2), 5))
    ledger.backup(tmp_path / "copy.db")
    with Ledger(tmp_path / "copy.db", create=False, read_only=True) as copy:
        assert copy.people.directory() == ledger.people.directory()
        assert copy.people.shares("gender") == ledger.people.shares("gender")
        assert [said(one) for one in copy.statements()] == [said(one) for one in ledger.statements()]
        assert copy.check().problems == ()


def test_forgetting_takes_the_rows(tmp_path: Path) -> None:
    """Rows of a forgotten person go, the name goes from all others, and a table that names the person is taken without."""
    table = [
        Person(name="Orla Quenby", gender="femme", party="PX"),
        Person(name="La Dame", aliases=("QUENBY Orla", "Lady"), role="élue"),
        Person(name="Ada Roca", aliases=("Ada Quenby-Roca",), role="sœur d’Orla Quenby", gender="femme"),
        Person(name="Paul Quenby", gender="homme"),
    ]
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(marked("{Orla Quenby|a dit|oui}. {Ada Roca|a dit|non}. {Paul Quenby|a dit|si}."))
        ledger.people.take(table)
        assert ledger.find_person("orla quenby").people == 2
        done = ledger.forget_person("orla quenby", who="Mona")
        assert (done.people, done.remains) == (2, None)
        assert ledger.check().problems == ()
        assert "orla" not in stored(ledger)
        (ada, paul) = (entry.person for entry in ledger.people.directory().entries)
        assert (ada.name, ada.gender, paul) == ("Ada Roca", "femme", table[3])
        assert ada.role == "sœur d’████ ██████"
        assert {one.source: one.person for one in ledger.statements()} == {"Ada Roca": ada, "Paul Quenby": paul}
        taken = ledger.people.take(table)
        assert taken.forgotten == (0, 1)
        assert [entry.person for entry in taken.entries] == [ada, paul]
        assert ledger.check().problems == ()
        assert "orla" not in stored(ledger)


def test_forgetting_a_form_too(tmp_path: Path) -> None:
    """A row whose name is blackened whole says nothing any longer, and goes; an alias likewise."""
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(marked("{Orla Quenby|a dit|oui}. {Ada Roca|a dit|non}."))
        ledger.people.take([Person(name="Quenby", role="x"), Person(name="Ada Roca", aliases=("Quenby", "A. Roca"))])
        ledger.forget_person("orla quenby", who="Mona", also=["Quenby"])
        assert [entry.person for entry in ledger.people.directory().entries] == [
            Person(name="Ada Roca", aliases=("A. Roca",))
        ]
        assert "quenby" not in stored(ledger)
        assert ledger.check().problems == ()


def test_what_is_asked_can_be_written(ledger: Ledger) -> None:
    """Answers are plain data, as commands print them."""
    ledger.people.take(drawn(random.Random(4), 6))
    json.dumps([asdict(ledger.people.directory()), asdict(ledger.people.shares("party"))])
