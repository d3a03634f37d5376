"""
Counts that are kept while writing, and samples by drawn places, agree with what a slow look at every statement gives.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from newsroom import story

from selon.ledger import Ledger, Query, Software, counts
from selon.ledger.values import OutletEntry
from selon.model import Article, Person, Statement

COUNT = 30
QUERIES = {
    "all": Query(),
    "a language": Query(lang=("fr",)),
    "two languages": Query(lang=("fr", "en")),
    "an outlet": Query(outlet=("Copie",)),
    "days": Query(since="2022-02", until="2022-04-10"),
    "acts": Query(act=("deny", "assert")),
    "a speaker": Query(speaker="lambrecht"),
    "acts of a speaker": Query(speaker="lambrecht", act=("deny",)),
    "any verdict": Query(verdict="any"),
    "rejected": Query(verdict="rejected"),
    "accepted": Query(verdict="accepted", act=("deny",)),
    "unreviewed": Query(verdict="unreviewed"),
    "sure": Query(min_confidence=0.8),
    "a gender": Query(gender=("femme",)),
    "words": Query(words="digue", lang=("fr",)),
}


@pytest.fixture(params=QUERIES)
def query(request: pytest.FixtureRequest) -> Query:
    """Return one of the queries."""
    return QUERIES[request.param]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Return a ledger in which everything has happened: copies, versions, decisions, merges, new reading, forgetting."""
    chance = random.Random(4)
    with Ledger(tmp_path_factory.mktemp("counts") / "news.db") as made:
        for number in range(COUNT):
            article = story(number)
            made.add(article)
            if number % 5 == 0:
                made.add(replace(article, url=f"https://copy.example/{number}", outlet="Copie"))
            if number % 7 == 0:
                made.add(replace(story(number + 200), url=article.url))
        statements = list(made.statements())
        for number, statement in enumerate(chance.sample(statements, 15)):
            if number % 3:
                (made.reject if number % 2 else made.accept)(statement.id, who="Mona")
            else:
                made.edit(
                    statement.id, {"speaker": {"name": "Zoé Lambrecht", "kind": "person"}, "act": "deny"}, who="Mona"
                )
        made.undo(made.corrections()[2].uid, who="Mona")
        made.people.take(
            [
                Person(name="Zoé Lambrecht", gender="femme", until="2022-03-10"),
                Person(name="Zoé Lambrecht", gender="autre", since="2022-03-11"),
                Person(name="Iker Oyarzun", gender="homme"),
            ]
        )
        made.forget_person("iker oyarzun", who="Mona")
        kept = {made.article(one.id).text: made.article(one.id) for one in made.articles()}
        again = {
            text: replace(one, attributions=one.attributions[1:])
            for text, one in kept.items()
            if len(one.attributions) > 1
        }

        def read(article: Article) -> Article:
            found = again.get(article.text, kept[article.text])
            return replace(article, attributions=tuple(replace(a, parent=None) for a in found.attributions))

        list(made.reextract(read, software=Software("new")))
        yield made


def test_the_counts_are_those_of_the_statements(ledger: Ledger) -> None:
    """After all that can be done to statements, each table of counts holds what counting them gives."""
    assert not list(counts.wrong(ledger.db))
    assert not ledger.check().problems
    for table in ("day_count", "speaker_count", "month_count", "id_count"):
        assert not ledger.db.execute(f"select 1 from {table} where n < 1").fetchone()


def of_people(statements: list[Statement], outlets: list[OutletEntry]) -> list[tuple[str | None, int]]:
    """Return how many statements outlets have that have any, the most first."""
    counted = Counter(one.outlet for one in statements)
    assert {entry.name for entry in outlets} >= set(counted)
    return sorted(counted.items(), key=lambda one: (-one[1], one[0] or ""))


def test_every_count_is_that_of_the_listed_statements(ledger: Ledger, query: Query) -> None:
    """Statistics, outlets, speakers, their pages and shares say what a list of all statements does."""
    listed = list(ledger.statements(query))
    assert ledger.count(query) == len(listed)
    stats = ledger.stats(query, speakers=None)
    assert stats.statements == len(listed)
    assert stats.named == sum(s.attribution.standing == "named" for s in listed)
    outlets = ledger.outlets(query)
    assert [(o.name, o.statements) for o in outlets if o.statements] == of_people(listed, outlets)
    months = Counter(s.published[:7] for s in listed if s.published)
    assert {m.month: m.statements for m in stats.months} == dict(months)
    speakers = ledger.speakers(query)
    said = [s for s in listed if s.speaker_id is not None]
    assert {s.id: s.statements for s in speakers} == dict(Counter(s.speaker_id for s in said))
    assert ledger.count_speakers(query) == len(speakers)
    assert [s.id for s in ledger.speakers(query, limit=2)] == [s.id for s in speakers[:2]]
    for entry in speakers:
        hers = [s for s in said if s.speaker_id == entry.id]
        days = [s.published[:10] for s in hers if s.published]
        assert (entry.first, entry.last) == (min(days, default=None), max(days, default=None))
        assert entry.outlets == len({s.outlet for s in hers if s.outlet})
        acts = Counter(s.attribution.act for s in hers if s.attribution.act)
        assert next(one.acts for one in stats.speakers if one.speaker == entry.name) == dict(acts)
        page = ledger.speaker(entry.key, query=query) if query.speaker is None else None
        if page is not None:
            assert Counter(page.outlets) == Counter(s.outlet for s in hers if s.outlet)
            assert Counter(page.months) == Counter((s.published or "unknown")[:7] for s in hers)
            assert sum(page.acts.values()) == len(hers)
    shares = ledger.people.shares("gender", query)
    genders = Counter(s.person.gender for s in listed if s.person and s.person.gender)
    assert Counter(shares.total.values) == genders
    assert shares.total.statements == len(listed)
    assert shares.total.speakerless == sum(s.speaker_id is None for s in listed)
    assert {m.name: m.statements for m in shares.months} == dict(months)
    for month in shares.months:
        assert Counter(month.values) == Counter(
            s.person.gender
            for s in listed
            if s.person and s.person.gender and (s.published or "").startswith(month.name or "-")
        )


def test_a_sample_is_drawn_from_what_is_meant(ledger: Ledger, query: Query) -> None:
    """A sample has so many different statements, all of them meant; the same seed draws the same, and a large one all."""
    meant = sorted(s.id for s in ledger.statements(query))
    drawn = [s.id for s in ledger.sample(3, seed=1, query=query)]
    assert len(set(drawn)) == len(drawn) == min(3, len(meant))
    assert set(drawn) <= set(meant)
    assert drawn == [s.id for s in ledger.sample(3, seed=1, query=query)]
    assert sorted(s.id for s in ledger.sample(10_000, seed=1, query=query)) == meant


def test_a_sample_of_all_is_that_of_their_sorted_ids(ledger: Ledger) -> None:
    """What is drawn by places is what drawing from a list of all ids draws."""
    ids = sorted(s.id for s in ledger.statements())
    for seed in range(20):
        assert [s.id for s in ledger.sample(4, seed=seed)] == random.Random(seed).sample(ids, 4)


def test_each_statement_is_as_likely_as_another(ledger: Ledger) -> None:
    """Over many seeds the statements of a filter are drawn alike."""
    query = Query(act=("deny", "assert"))
    drawn = Counter(s.id for seed in range(300) for s in ledger.sample(5, seed=seed, query=query))
    meant = [s.id for s in ledger.statements(query)]
    expected = 1500 / len(meant)
    # Chi-square, with a bound that a fair draw passes but once in some thousands.
    assert sum((drawn[one] - expected) ** 2 / expected for one in meant) < len(meant) + 4 * (2 * len(meant)) ** 0.5


def test_a_list_that_is_cut_is_the_beginning_of_the_whole(ledger: Ledger) -> None:
    """With a limit and an offset, both layers together give what they give without."""
    whole = [s.id for s in ledger.statements()]
    assert [s.id for s in ledger.statements(limit=7, offset=5)] == whole[5:12]
