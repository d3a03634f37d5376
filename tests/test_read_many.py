"""
Do several processes read as one does, whatever happens to them?
"""

from __future__ import annotations

from pathlib import Path

import pytest
import workers

from selon import Article, Reader
from selon.errors import NoArticle, TookTooLong, UnsupportedLanguage, WorkerLost
from selon.reader import Failure

PAGE = "<h1>Le vote</h1><p>Selon la ministre, le texte numéro {} sera voté mardi.</p>"


@pytest.mark.model
@pytest.mark.slow
def test_workers_find_what_one_process_finds() -> None:
    """
    In the order of the sources, and a source that gives no article is a failure in its place.
    """
    sources = [PAGE.format(number) for number in range(40)]
    sources[7] = "no-such-page.html"
    alone = list(Reader(fast=True).read_many(sources, lang="fr"))
    together = list(Reader(fast=True).read_many(sources, lang="fr", workers=2))
    assert isinstance(alone[7], Failure)
    assert isinstance(together[7], Failure)
    assert (str(together[7].error), together[7].source) == (str(alone[7].error), alone[7].source)
    del alone[7], together[7]
    assert together == alone
    assert all(isinstance(one, Article) and one.attributions for one in together)


@pytest.mark.slow
def test_a_worker_that_dies_or_hangs_costs_its_source_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    It is replaced; its source fails with what happened.
    """
    monkeypatch.setattr("selon.reader._reading", workers.make_troubled)
    found = list(Reader().read_many(["a", "dies", "b", "hangs", "c"], workers=2, patience=1.0))
    errors = [type(one.error) if isinstance(one, Failure) else None for one in found]
    assert errors == [None, WorkerLost, None, TookTooLong, None]
    assert [one.source for one in found if isinstance(one, Failure)] == ["dies", "hangs"]
    assert [one.text for one in found if isinstance(one, Article)] == ["a", "b", "c"]


@pytest.mark.slow
def test_workers_that_cannot_start_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What keeps them all from reading is raised, not repeated for each source.
    """
    monkeypatch.setattr("selon.reader._reading", workers.make_unable)
    with pytest.raises(NoArticle, match="the model is missing"):
        list(Reader().read_many(["a"], workers=1))


def test_a_language_without_rules_is_refused_at_once(tmp_path: Path) -> None:
    """
    It would fail for every source.
    """
    with pytest.raises(UnsupportedLanguage):
        next(Reader().read_many([tmp_path / "page.html"], lang="xx"))
