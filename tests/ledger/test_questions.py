"""
Asking: every answer is compared with a slow and obvious one over all statements.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import fill, marked, story

from selon.errors import InvalidValue, UnknownEntry
from selon.ledger import Ledger, Query, Statement
from selon.ledger.identity import fold

COUNT = 120


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Return a ledger with some statements edited, accepted and rejected."""
    with Ledger(tmp_path_factory.mktemp("ledger") / "news.db") as made:
        fill(made, COUNT)
        drawn = made.sample(40, seed=1)
        for number, statement in enumerate(drawn):
            if number % 3 == 0:
                made.reject(statement.id, who="a")
            elif number % 3 == 1:
                made.accept(statement.id, who="a")
            else:
                made.edit(statement.id, {"act": "warn", "speaker": {"name": "Mona Ferrand", "kind": "person"}}, who="a")
        yield made


def everything(ledger: Ledger) -> list[Statement]:
    """Return all statements, rejected ones too."""
    return list(ledger.statements(Query(verdict="any")))


def has_words(statement: Statement, *wanted: str) -> bool:
    """Tell whether all *wanted* words stand in content or source."""
    return all(f" {fold(w)} " in f" {fold(statement.content)} \0 {fold(statement.source)} " for w in wanted)


QUESTIONS: list[tuple[Query, Callable[[Statement], bool]]] = [
    (Query(), lambda s: s.verdict != "rejected"),
    (Query(verdict="any"), lambda _: True),
    (Query(verdict="rejected"), lambda s: s.verdict == "rejected"),
    (Query(verdict="accepted"), lambda s: s.verdict == "accepted"),
    (Query(verdict="unreviewed"), lambda s: s.verdict is None),
    (Query(act=("deny",), verdict="any"), lambda s: s.attribution.act == "deny"),
    (Query(act=("deny", "warn"), verdict="any"), lambda s: s.attribution.act in ("deny", "warn")),
    (Query(speaker="lambrecht", verdict="any"), lambda s: s.speaker == "Zoé Lambrecht"),
    (Query(speaker="ferrand mona", verdict="any"), lambda s: s.speaker == "Mona Ferrand"),
    (Query(speaker="iso3166:CN", verdict="any"), lambda s: s.speaker == "Pékin"),
    (Query(speaker="nobody", verdict="any"), lambda _: False),
    (Query(outlet=("outlet 3",), verdict="any"), lambda s: s.outlet == "Outlet 3"),
    (Query(outlet=("Outlet 1", "Outlet 2"), verdict="any"), lambda s: s.outlet in ("Outlet 1", "Outlet 2")),
    (Query(lang=("en",), verdict="any"), lambda s: s.language == "en"),
    (Query(naming=("described",), verdict="any"), lambda s: s.attribution.naming == "described"),
    (Query(since="2031-03", until="2031-04", verdict="any"), lambda s: "2031-03" <= (s.published or "") < "2031-05"),
    (Query(min_confidence=0.8, verdict="any"), lambda s: s.attribution.confidence >= 0.8),
    (Query(min_speaker_confidence=0.8, verdict="any"),
     lambda s: s.speaker is None or s.attribution.speaker_confidence >= 0.8),
    (Query(min_speaker_confidence=1, speaker="mona ferrand", verdict="any"),
     lambda s: s.speaker == "Mona Ferrand" and s.attribution.speaker_confidence == 1),
    (Query(words="drones", verdict="any"), lambda s: has_words(s, "drones")),
    (Query(words="DRÔNES payer", verdict="any"), lambda _: False),
    (Query(words="repare ete", verdict="any"), lambda s: has_words(s, "réparé", "été")),
    (Query(words="drones OR recolte -bloque", verdict="any"),
     lambda s: (has_words(s, "drones") or has_words(s, "récolte")) and not has_words(s, "bloqué")),
    (Query(words='"le port d\'Arvenne"', verdict="any"), lambda s: has_words(s, "le port d arvenne")),
    (Query(words="recol*", verdict="any"), lambda s: has_words(s, "récolte")),
    (Query(words="drones", speaker="oyarzun", act=("assert", "deny"), since="2031-02", lang=("fr",)),
     lambda s: has_words(s, "drones") and s.speaker == "Iker Oyarzun" and s.attribution.act in ("assert", "deny")
     and (s.published or "") >= "2031-02" and s.language == "fr" and s.verdict != "rejected"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "means"), QUESTIONS, ids=lambda q: str(q)[:60] if isinstance(q, Query) else "")
def test_a_query_finds_what_it_says(ledger: Ledger, query: Query, means: Callable[[Statement], bool]) -> None:
    """Filters and words together give exactly the statements that a look at each one gives."""
    found = list(ledger.statements(query))
    assert {s.id for s in found} == {s.id for s in everything(ledger) if means(s)}
    assert len(found) == ledger.count(query) == len({s.id for s in found})


def test_questions_find_something(ledger: Ledger) -> None:
    """Most of the questions above have answers, so that the comparison means something."""
    assert sum(ledger.count(query) > 0 for query, _ in QUESTIONS) >= len(QUESTIONS) - 3


def test_order_and_pages(ledger: Ledger) -> None:
    """The latest come first; pages put together are the whole."""
    whole = list(ledger.statements())
    days = [s.published or "" for s in whole]
    assert days == sorted(days, reverse=True)
    pages = [s for start in range(0, len(whole), 37) for s in ledger.statements(limit=37, offset=start)]
    assert pages == whole


def test_text_order(ledger: Ledger) -> None:
    """In text order the statements of an article come together, as they stand in it."""
    found = list(ledger.statements(in_text_order=True))
    assert len({s.article for s in found}) == len([1 for a, b in zip([None, *found], found, strict=False)
                                                   if a is None or a.article != b.article])  # fmt: skip
    by_article: dict[str, list[int]] = {}
    for s in found:
        by_article.setdefault(s.article, []).append(s.attribution.spans[0].start)
    assert all(starts == sorted(starts) for starts in by_article.values())


def test_search_ranks_the_shorter_higher(tmp_path: Path) -> None:
    """A statement that is about the word comes before one that mentions it."""
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(
            marked("{Pékin|dit|" + "la pluie et le vent et la mer et les drones et la neige}.", url="https://a/1")
        )
        ledger.add(marked("{Pékin|dit|drones, drones}.", url="https://a/2"))
        assert next(ledger.statements(Query(words="drones"))).content == "drones, drones"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=30))
def test_no_query_is_a_syntax_error(ledger: Ledger, query: str) -> None:
    """Whatever a person types is looked for, or refused because it holds no word."""
    if any(c.isalnum() for c in query.replace("OR", "").replace("AND", "")) and "-" not in query:
        list(ledger.statements(Query(words=query), limit=1))
    else:
        try:
            list(ledger.statements(Query(words=query), limit=1))
        except InvalidValue as error:
            assert "nothing to look for" in str(error)  # noqa: PT017 - finding nothing is right as well


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"act": ("shout",)}, "assert, confirm"),
        ({"since": "yesterday"}, "2022-03-13"),
        ({"until": "2031-13"}, "2022-03"),
        ({"verdict": "good"}, "accepted"),
    ],
)
def test_a_wrong_query_says_what_would_do(values: dict[str, object], message: str) -> None:
    """Unknown labels and dates are refused with the possible ones."""
    with pytest.raises(InvalidValue, match=message):
        Query(**values)  # type: ignore[arg-type]


def test_speakers_count(ledger: Ledger) -> None:
    """Speakers come with the counts that a look at each statement gives."""
    shown = [s for s in everything(ledger) if s.verdict != "rejected"]
    expected = Counter(s.speaker for s in shown if s.speaker)
    entries = ledger.speakers()
    assert {e.name: e.statements for e in entries} == expected
    assert [e.statements for e in entries] == sorted(expected.values(), reverse=True)
    for entry in entries:
        mine = [s for s in shown if s.speaker == entry.name]
        assert entry.outlets == len({s.outlet for s in mine})
        days = [(s.published or "")[:10] for s in mine]
        assert (entry.first, entry.last) == (min(days), max(days))


def test_speaker_page(ledger: Ledger) -> None:
    """A speaker's page agrees with the statements; an unknown speaker is named."""
    entry = ledger.speakers()[0]
    page = ledger.speaker(entry.key)
    mine = [s for s in everything(ledger) if s.speaker == entry.name and s.verdict != "rejected"]
    assert page.acts == Counter(s.attribution.act for s in mine)
    assert page.outlets == Counter(s.outlet for s in mine)
    assert page.months == Counter((s.published or "")[:7] for s in mine)
    assert len(page.latest) == min(20, len(mine))
    assert ledger.speaker(str(entry.id)).entry == entry
    with pytest.raises(UnknownEntry, match="selon speakers"):
        ledger.speaker("nobody at all")


@pytest.mark.parametrize(
    "query", [Query(), Query(lang=("fr",)), Query(since="2031-05"), Query(act=("deny",)), Query(words="drones")]
)
def test_stats_and_outlets(ledger: Ledger, query: Query) -> None:
    """Every figure agrees with counting by hand."""
    found = list(ledger.statements(query))
    stats = ledger.stats(query, speakers=None)
    namings = Counter(s.attribution.naming for s in found)
    assert stats.statements == len(found)
    assert (stats.named, stats.described) == (namings["named"], namings["described"])
    assert stats.unnamed_share == pytest.approx(namings["described"] / len(found))
    assert {o.name: o.statements for o in stats.outlets if o.statements} == Counter(s.outlet for s in found)
    assert {m.month: m.statements for m in stats.months} == Counter((s.published or "")[:7] for s in found)
    acts = {(s.speaker, s.acts.get("deny", 0)) for s in stats.speakers}
    assert acts == {
        (name, sum(s.speaker == name and s.attribution.act == "deny" for s in found))
        for name in {s.speaker for s in found if s.speaker}
    }
    for outlet in stats.outlets:
        mine = [s for s in found if s.outlet == outlet.name]
        assert outlet.described == sum(s.attribution.naming == "described" for s in mine)


def test_own_voice_share(ledger: Ledger) -> None:
    """The share of own voice is that of the characters, over the articles meant."""
    articles = [story(n) for n in range(COUNT)]
    french = [a for a in articles if a.language == "fr"]
    own = sum(v.span.end - v.span.start for a in french for v in a.own_voice)
    share = ledger.stats(Query(lang=("fr",))).own_voice_share
    assert share == pytest.approx(own / sum(len(a.text) for a in french))


def test_sample_is_the_same_everywhere(tmp_path: Path, ledger: Ledger) -> None:
    """A seed draws the same statements from ledgers filled in another order, and another seed others."""
    order = list(range(COUNT))
    random.Random(5).shuffle(order)
    with Ledger(tmp_path / "news.db") as other:
        with other.together():
            for number in order:
                other.add(story(number))
        one = [s.id for s in ledger.sample(10, seed=3, query=Query(verdict="any"))]
        assert one == [s.id for s in other.sample(10, seed=3)]
        assert one != [s.id for s in other.sample(10, seed=4)]
        assert len(other.sample(10**6)) == other.count()


def test_articles_are_listed(ledger: Ledger) -> None:
    """Articles are found by language, outlet and day, and show their counts."""
    found = list(ledger.articles(Query(lang=("en",), outlet=("outlet 0",))))
    expected = [story(n) for n in range(COUNT) if n % 3 == 0 and n % 5 == 0]
    assert {a.url for a in found} == {a.url for a in expected}
    assert sum(a.statements for a in found) == sum(len(a.attributions) for a in expected)


@pytest.mark.parametrize(
    "query", [query for query, _ in QUESTIONS if query.words is None or "*" in query.words], ids=lambda q: str(q)[:60]
)
def test_a_limit_cuts_what_is_counted_whole(ledger: Ledger, query: Query) -> None:
    """With a limit come the first of all articles and speakers; how many there are is counted without fetching them."""
    articles, speakers = list(ledger.articles(query)), ledger.speakers(query)
    assert (ledger.count_articles(query), ledger.count_speakers(query)) == (len(articles), len(speakers))
    for limit in (0, 1, 3, 10_000):
        assert list(ledger.articles(query, limit=limit)) == articles[:limit]
        assert ledger.speakers(query, limit=limit) == speakers[:limit]
    acts = ledger.stats(query, speakers=None).speakers
    assert [(one.speaker, one.statements) for one in acts] == [(one.name, one.statements) for one in speakers]
    assert ledger.stats(query, speakers=2).speakers == acts[:2]


def test_merged_speakers_are_counted_once(tmp_path: Path) -> None:
    """The names of speakers that people made one are counted together, the most frequent first."""
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(marked("{Pékin|dit|a}. {Zoé Lambrecht|dit|b}. {Mme Lambrecht|dit|c}. {Mme Lambrecht|dit|d}."))
        ledger.merge("zoe lambrecht", "mme lambrecht", who="a")
        first, second = ledger.speakers()
        assert (first.aliases, first.statements, ledger.count_speakers()) == (("Mme Lambrecht", "Zoé Lambrecht"), 3, 2)
        assert ledger.speakers(limit=1) == [first]
        assert second.name == "Pékin"


def test_failures_are_cut_and_counted(tmp_path: Path) -> None:
    """Failures come the latest first, selon's own faults alone where they are asked for, and are counted likewise."""
    with Ledger(tmp_path / "news.db") as ledger:
        for number in range(6):
            ledger.fail(f"source {number}", KeyError("x") if number % 3 == 0 else InvalidValue("no text"))
        found = ledger.failures()
        faults = [one for one in found if one.fault]
        assert (ledger.count_failures(), ledger.count_failures(faults=True)) == (len(found), len(faults)) == (6, 2)
        assert (ledger.failures(limit=4), ledger.failures(faults=True, limit=1)) == (found[:4], faults[:1])
        assert ledger.failures(faults=True) == faults


def test_show_by_id_and_address(ledger: Ledger) -> None:
    """A statement is found by id, an article by id and by address in another spelling."""
    statement = next(ledger.statements())
    assert ledger.statement(statement.id) == statement
    assert ledger.article(f"{statement.url}#part") == ledger.article(statement.article)
    with pytest.raises(UnknownEntry):
        ledger.statement("nothing")
    with pytest.raises(UnknownEntry):
        ledger.article("nothing")


def test_nested_statements_name_their_parent(tmp_path: Path) -> None:
    """A statement inside another names it by id."""
    with Ledger(tmp_path / "news.db") as ledger:
        article = marked("{Zoé Lambrecht|dit que|Pékin croit que la digue tient}. {Pékin|dit|x}.")
        outer, inner = article.attributions
        ledger.add(replace(article, attributions=(outer, replace(inner, parent=0))))
        found = {s.speaker: s for s in ledger.statements()}
        assert found["Pékin"].parent == found["Zoé Lambrecht"].id


def test_a_ledger_without_dates(tmp_path: Path) -> None:
    """Articles without a date are listed, and counted in the totals."""
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(marked("{Zoé Lambrecht|dit|oui}.", published=None))
        assert ledger.count() == ledger.stats().statements == 1
        assert ledger.count(Query(since="2000")) == 0
        assert ledger.stats().months == ()
        assert ledger.speakers()[0].first is None
