"""
Is an article written as JSON complete, valid, and equal when read back?
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import jsonschema
import pytest
from conftest import ROOT
from export_sample import TEXT, sample
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import InvalidValue
from selon.export import from_json, to_json
from selon.export.json import PLAIN, schema
from selon.model import LABELS, SPAN_ROLES, Article, Attribution, OwnVoice, Passage, Span, Why

DOCUMENTATION = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
VALIDATOR = jsonschema.Draft202012Validator(schema())


def written(article: Article) -> dict[str, Any]:
    """Return *article* as it comes out of a JSON parser."""
    data: dict[str, Any] = json.loads(json.dumps(to_json(article), ensure_ascii=False))
    return data


@pytest.mark.parametrize(
    "article",
    [
        sample(),
        Article(text="Il pleut."),
        Article(text="Es regnet.", language="de", warnings=("no rules",)),
        sample(
            published=datetime(2026, 4, 15, 8, tzinfo=UTC),
            passages=(Passage(Span(0, 5), opens_entry=datetime(2026, 4, 15, 8, tzinfo=UTC)),),
        ),
    ],
    ids=["everything", "nothing", "not extracted", "live"],
)
def test_what_is_written_comes_back_equal(article: Article) -> None:
    """
    Reading what was written gives the same article, dates and times apart included.
    """
    again = from_json(written(article))
    assert again == article
    assert type(again.published) is type(article.published)


@pytest.mark.parametrize("article", [sample(), Article(text="Il pleut.")], ids=["everything", "nothing"])
def test_what_is_written_follows_the_schema(article: Article) -> None:
    """
    The schema accepts every article, and knows each key that is written.
    """
    VALIDATOR.validate(written(article))
    VALIDATOR.validate(json.loads(json.dumps(to_json(article, read_from="-"))))
    assert set(written(article)) | {"read_from"} == set(schema()["properties"])
    for attribution in written(article)["attributions"]:
        assert set(attribution) == set(schema()["$defs"]["attribution"]["properties"])


def test_schema_is_a_schema() -> None:
    """
    The schema file itself is valid, and the package carries it.
    """
    jsonschema.Draft202012Validator.check_schema(schema())


def test_schema_has_the_labels_of_the_model() -> None:
    """
    A label may take the same values in the schema as in the model.
    """
    properties = schema()["$defs"]["attribution"]["properties"]
    for label, values in LABELS.items():
        assert [value for value in properties[label]["enum"] if value is not None] == list(values), label


def test_schema_refuses_what_the_model_refuses() -> None:
    """
    An unknown label, an offset before the text and a missing key are no valid files.
    """
    for path, value in (("act", "shout"), ("cue", [{"start": -1}]), ("confidence", 1.5), ("speaker_confidence", -0.1)):
        data = written(sample())
        data["attributions"][0][path] = value
        assert not VALIDATOR.is_valid(data), path
    data = written(sample())
    del data["text"]
    assert not VALIDATOR.is_valid(data)


def test_every_attribute_of_the_model_is_written() -> None:
    """
    Nothing that an article or an attribution holds is left out.
    """
    attributes = {field.name for field in fields(Attribution)}
    handled = {*SPAN_ROLES, *PLAIN, "parent", "why", "speaker", "candidates", "evidential", "said_at", "confidence"}
    assert attributes == handled | {"speaker_confidence"}
    assert {field.name for field in fields(Article)} <= set(to_json(sample()))


def test_spans_carry_their_words_and_those_around() -> None:
    """
    A span gives offsets, exact words, and what stands before and after them.
    """
    quote = written(sample())["attributions"][2]["content"][1]
    assert quote["exact"] == "et il ne bougera pas" == TEXT[quote["start"] : quote["end"]]
    assert TEXT[: quote["start"]].endswith(quote["prefix"])
    assert TEXT[quote["end"] :].startswith(quote["suffix"])
    assert len(quote["prefix"]) == len(quote["suffix"]) == 32


def test_parents_are_named_as_ids() -> None:
    """
    A nested statement names the one that holds it by its id.
    """
    statements = written(sample())["attributions"]
    assert [one["id"] for one in statements][:3] == ["s1", "s2", "s3"]
    assert [one["parent"] for one in statements] == [None] * 4 + ["s4", None, "s6", None, "s8", None]


def test_figures_count_unnamed_sources_together() -> None:
    """
    The share of unnamed sources holds described and anonymous ones, and both are shown.
    """
    figures = written(sample())["figures"]
    assert figures["statements"] == 10
    assert figures["nested"] == 3
    assert figures["sources"] == {
        "assessed": 9, "described": 3, "anonymous": 1, "unnamed_share": 4 / 9, "unresolved": 1, "questions": 0,
    }  # fmt: skip
    assert figures["hearsay"] == 1
    assert 0 < figures["own_voice_share"] < 0.2


def test_own_voice_counts_characters_without_blanks() -> None:
    """
    Blanks between words belong to nobody's share.
    """
    article = Article(text="ab  cd", own_voice=(OwnVoice(Span(0, 3)),), extracted=True)
    assert to_json(article)["figures"]["own_voice_share"] == 0.5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "selon.article/2"}, "unknown format 'selon.article/2'"),
        ({"text": "Other words."}, "the text was changed|beyond the text|are ''"),
        ({"attributions": [{}]}, "KeyError"),
        ({"passages": None}, "TypeError"),
        ({"published": "yesterday"}, "Invalid isoformat"),
    ],
)
def test_broken_files_are_refused(change: dict[str, Any], message: str) -> None:
    """
    A file in another format, or whose spans do not hold their words, is an error that says so.
    """
    with pytest.raises(InvalidValue, match=message):
        from_json({**written(sample()), **change})


def test_what_is_no_object_is_refused() -> None:
    """
    A list is not taken for an article.
    """
    with pytest.raises(InvalidValue, match="unknown format None"):
        from_json([])  # type: ignore[arg-type]


@given(st.data())
def test_any_article_comes_back_equal(data: st.DataObject) -> None:
    """
    Texts of any characters and spans anywhere survive the way through JSON.
    """
    text = data.draw(st.text(st.characters(), min_size=1, max_size=60))

    def draw_span() -> Span:
        start = data.draw(st.integers(0, len(text) - 1))
        return Span(start, data.draw(st.integers(start + 1, len(text))))

    article = Article(
        text=text,
        published=data.draw(st.one_of(st.none(), st.dates(), st.datetimes())),
        attributions=tuple(
            Attribution(
                cue=(draw_span(),), content=(draw_span(),), confidence=data.draw(st.floats(0, 1)), why=Why("any")
            )
            for _ in range(data.draw(st.integers(0, 3)))
        ),
    )
    assert from_json(json.loads(json.dumps(to_json(article)))) == article


def test_dates_and_times_stay_apart() -> None:
    """
    A day does not come back as midnight.
    """
    assert from_json(to_json(sample(published=date(2026, 1, 1)))).published == date(2026, 1, 1)
    assert not isinstance(from_json(to_json(sample(published=date(2026, 1, 1)))).published, datetime)


def keys(part: Any) -> set[str]:  # noqa: ANN401 - any part of a schema
    """Return every key that *part* of the schema describes."""
    if isinstance(part, list):
        return set().union(*map(keys, part))
    if not isinstance(part, dict):
        return set()
    return set(part.get("properties", {})).union(*map(keys, part.values()))


def test_every_key_and_value_is_documented() -> None:
    """
    ``docs/json.md`` names each key that the schema has, and each value of a label.
    """
    values = {value for options in LABELS.values() for value in options}
    assert not sorted(word for word in keys(schema()) | values if f"`{word}`" not in DOCUMENTATION)


@pytest.mark.model
def test_the_documentation_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The Python of ``docs/json.md`` runs as shown.
    """
    monkeypatch.chdir(ROOT)
    [code] = re.findall(r"^```python\n(.*?)^```", DOCUMENTATION, re.MULTILINE | re.DOTALL)
    exec(compile(code, "json.md", "exec"), {})  # noqa: S102 - our own example
