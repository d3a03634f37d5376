"""
Are the measures computed as defined?

Small cases counted by hand. ``test_against_scorer.py`` compares with an independent scorer on real files.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from selon import Article, Attribution, Span, Speaker
from selon.errors import EvaluationError
from selon.evaluate import Document, Relation, error_report, load, predict, score, table, write
from selon.evaluate.matching import Pair, jaccard, one_to_one, trimmed
from selon.evaluate.names import folded
from selon.evaluate.quoted import quoted, type_by_marks
from selon.model import Quotation, Why

#       0         1         2         3         4         5         6         7
#       0123456789012345678901234567890123456789012345678901234567890123456789012345678
TEXT = "“We won,” Ann said. Bob says taxes rose. Eve called it “too bold” and left."


def at(words: str, text: str = TEXT) -> tuple[Span, ...]:
    """Return the span of *words*, none for no words."""
    start = text.index(words)
    return (Span(start, start + len(words)),) if words else ()


def said(source: str, cue: str, content: str, kind: Quotation | None = None) -> Relation:
    """Return a relation given by its words."""
    return Relation(source=at(source), cue=at(cue), content=at(content), type=kind)


def one(*relations: Relation, text: str = TEXT, lang: str = "en") -> dict[str, Document]:
    """Return one document with *relations*, named by their position."""
    named = tuple(r if r.id else replace(r, id=f"a{number}") for number, r in enumerate(relations))
    return {"d": Document(id="d", lang=lang, text=text, relations=named)}


GOLD = one(
    said("Ann", "said", "“We won,”", "direct"),
    said("Bob", "says", "taxes rose", "indirect"),
    said("Eve", "called", "it “too bold”", "mixed"),
)
PRED = one(
    said("Ann", "said", "We won", "direct"),
    said("Ann", "", "taxes"),
    said("left", "called", "too bold” and left"),
)


def test_content_tokens_count_words_and_marks() -> None:
    """
    Of 12 gold tokens (5 + 2 + 5) and 8 predicted ones (2 + 1 + 5), 6 are in common.
    """
    found = score(GOLD, PRED)["content_tokens"]
    assert (found["gold"], found["pred"], found["tp"]) == (12, 8, 6)
    assert found["f1"] == pytest.approx(0.6)


def test_content_words_leave_marks_out() -> None:
    """
    Of 7 gold words and 7 predicted ones, 5 are in common.
    """
    found = score(GOLD, PRED)["content_words"]
    assert (found["gold"], found["pred"], found["tp"]) == (7, 7, 5)


def test_levels_of_matching() -> None:
    """
    The similarities are 5/8, 5/9 and 8/18: two contents are alike, one is exact when trimmed, one has its source.
    """
    result = score(GOLD, PRED)
    assert [result[level]["tp"] for level in ("j50", "relaxed", "exact", "e2e")] == [2, 3, 1, 1]
    assert result["e2e"]["f1"] == pytest.approx(1 / 3)
    assert result["matched_pairs"]["source_any"] == {"acc": 0.5, "n": 2, "ok": 1}
    assert result["matched_pairs"]["cue_any"] == {"acc": 0.5, "n": 2, "ok": 1}


def test_recall_by_type_is_over_gold_of_that_type() -> None:
    """
    Three of the five tokens of the mixed content are predicted; the only indirect content is matched.
    """
    by_type = score(GOLD, PRED)["by_type"]
    assert by_type["mixed"]["token_recall"] == {"acc": 0.6, "n": 5, "ok": 3}
    assert by_type["indirect"]["j50_recall"] == {"acc": 1.0, "n": 1, "ok": 1}
    assert by_type["mixed"]["j50_recall"] == {"acc": 0.0, "n": 1, "ok": 0}


def test_direct_only_ignores_what_other_gold_claims() -> None:
    """
    *taxes* lies outside quotation marks and is left out; *too bold” and left* overlaps mixed gold and is ignored.
    """
    result = score(GOLD, PRED, direct_only=True)
    assert result["pred_outside_quotes"] == 1
    assert (result["j50"]["gold"], result["j50"]["pred"], result["j50"]["tp"]) == (1, 1, 1)
    tokens = result["content_tokens"]
    assert (tokens["gold"], tokens["pred"], tokens["tp"]) == (5, 4, 2)


def test_gold_against_itself_is_perfect() -> None:
    """
    A perfect prediction has no error in any figure or report.
    """
    result = score(GOLD, GOLD)
    assert {result[level]["f1"] for level in ("content_tokens", "content_words", "j50", "relaxed", "exact", "e2e")} == {
        1
    }
    assert [row["errors"] for row in error_report(GOLD, GOLD)["missed"]["by_type"]] == [{}, {}, {}]


def test_a_document_without_prediction_counts_as_empty() -> None:
    """
    Nothing predicted has no recall, and a precision of zero rather than an error.
    """
    result = score(GOLD, {})
    assert (result["e2e"]["gold"], result["e2e"]["pred"], result["e2e"]["f1"]) == (3, 0, 0.0)


def test_matching_is_one_to_one() -> None:
    """
    Two predictions of the same content give one hit and one false prediction.
    """
    bob = said("Bob", "says", "taxes rose")
    result = score(GOLD, one(bob, bob))
    assert (result["j50"]["tp"], result["j50"]["pred"]) == (1, 2)


def test_ties_go_to_the_earlier_gold_and_then_the_earlier_prediction() -> None:
    """
    Equal pairs are taken in the order of gold, then of the predictions.
    """
    assert one_to_one([Pair(0.5, 1, 1), Pair(0.5, 1, 0), Pair(0.5, 0, 1)]) == {0: 1, 1: 0}


def test_jaccard_equals_the_slow_obvious_one() -> None:
    """
    Sets of bits and sets of numbers give the same similarity.
    """
    for left in range(32):
        for right in range(1, 32):
            a, b = ({n for n in range(5) if bits >> n & 1} for bits in (left, right))
            assert jaccard(left, right) == len(a & b) / len(a | b)


def test_refusals_are_scored_apart() -> None:
    """
    A refusal is matched by cue and source, and counts in no other figure.
    """
    refusal = said("Bob", "says", "")
    result = score(one(refusal), one(refusal, said("Ann", "said", ""), said("Ann", "says", "")))
    assert (result["declines"]["gold"], result["declines"]["pred"], result["declines"]["tp"]) == (1, 3, 1)
    assert (result["e2e"]["gold"], result["e2e"]["pred"]) == (0, 0)


def test_labels_count_over_relations_that_match_end_to_end() -> None:
    """
    A label is right when it equals gold's; a speaker also when only case, accents and articles differ.
    """
    gold = one(replace(said("Bob", "says", "taxes rose", "indirect"), labels={"speaker": "L’Élysée", "act": "warn"}))
    pred = one(replace(said("Bob", "says", "taxes rose"), labels={"speaker": "elysee", "act": "assert"}))
    labels = score(gold, pred)["labels"]
    assert (labels["speaker"], labels["act"]) == ({"acc": 1.0, "n": 1, "ok": 1}, {"acc": 0.0, "n": 1, "ok": 0})
    assert labels["naming"] == {"acc": None, "n": 0, "ok": 0}


def test_no_name_must_stay_no_name() -> None:
    """
    Where gold says that the source has no name, any name is wrong.
    """
    gold = one(replace(said("Bob", "says", "taxes rose", "indirect"), labels={"speaker": None}))
    pred = one(replace(said("Bob", "says", "taxes rose"), labels={"speaker": "Bob"}))
    assert score(gold, pred)["labels"]["speaker"] == {"acc": 0.0, "n": 1, "ok": 0}
    assert score(gold, gold)["labels"]["speaker"] == {"acc": 1.0, "n": 1, "ok": 1}


def test_rare_values_are_scored_by_themselves() -> None:
    """
    Saying ``certain`` everywhere finds none of the rare certainties.
    """
    gold = one(
        replace(said("Bob", "says", "taxes rose", "indirect"), labels={"certainty": "possible"}, addressee=at("Eve")),
        replace(said("Ann", "said", "We won", "direct"), labels={"certainty": "certain"}, addressee=()),
    )
    pred = one(
        replace(said("Bob", "says", "taxes rose"), labels={"certainty": "certain"}, addressee=at("Eve")),
        replace(said("Ann", "said", "We won"), labels={"certainty": "probable"}, addressee=at("Bob")),
    )
    rare = score(gold, pred)["rare"]
    assert (rare["certainty"]["gold"], rare["certainty"]["pred"], rare["certainty"]["tp"]) == (1, 1, 0)
    assert (rare["addressee"]["gold"], rare["addressee"]["pred"], rare["addressee"]["tp"]) == (1, 2, 1)


NESTED = one(
    replace(said("Eve", "called", "it “too bold” and left", "mixed"), id="outer"),
    replace(said("it", "bold", "left", "indirect"), id="inner", parent="outer"),
)


def test_top_level_leaves_nested_relations_out() -> None:
    """
    Gold with a parent is left out, and a prediction only if its parent's content holds it.
    """
    stray = one(
        replace(said("Eve", "called", "it “too bold” and left"), id="outer"),
        replace(said("Bob", "says", "taxes rose"), id="stray", parent="outer"),
    )
    assert score(NESTED, NESTED, top_level=True)["pred_nested"] == 1
    result = score(NESTED, stray, top_level=True)
    assert (result["pred_nested"], result["e2e"]["gold"], result["e2e"]["pred"]) == (0, 1, 2)


def test_a_parent_is_right_when_its_own_pair_was_matched() -> None:
    """
    Naming no parent, or another one, is wrong.
    """
    outer, inner = NESTED["d"].relations
    other = replace(said("Bob", "says", "taxes rose"), id="other")
    assert score(NESTED, NESTED)["rare"]["nested"]["tp"] == 1
    assert score(NESTED, one(outer, replace(inner, parent=None)))["rare"]["nested"]["pred"] == 0
    assert score(NESTED, one(outer, other, replace(inner, parent="other")))["rare"]["nested"]["tp"] == 0


def test_types_by_their_marks() -> None:
    """
    Gold types are those that the marks give, in each language's marks.
    """
    inside = quoted(TEXT, "en")
    for relation in GOLD["d"].relations:
        assert type_by_marks(TEXT, relation.content, inside) == relation.type


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("de", "Er sagte: „Gut.“ Sie ging.", ["Gut."]),
        ("fr", "« Oui.\n« Non », dit-il.", [" Oui.\n", " Non "]),
        ("en", 'He said "yes" and "no', ["yes", "no"]),
        ("en", 'A 6" pipe', []),
        ("en", "It's 'fine'.", []),
    ],
)
def test_quoted_characters(lang: str, text: str, marked: list[str]) -> None:
    """
    An open mark runs to the end of its line, unless a straight one looks like no opening mark; single ones are ignored.
    """
    inside = quoted(text, lang)
    assert "".join(c for n, c in enumerate(text) if inside >> n & 1) == "".join(marked)


def test_trimmed_joins_what_only_marks_divide() -> None:
    """
    Two spans with a comma and marks between are one when trimmed.
    """
    text = "« Oui », « non »."
    assert trimmed(text, (Span(9, 17), Span(0, 8))) == (Span(2, 14),)
    assert trimmed(text, (Span(7, 9),)) == ()


def test_names_fold() -> None:
    """
    Leading articles go in French and English, other words stay.
    """
    assert folded("the US") == folded("US") == "us"
    assert folded("De la Tour") != folded("Latour")
    assert folded(None) is None


def test_error_report_names_rule_and_cause() -> None:
    """
    A content given to somebody else, one cut short, one said twice and one made up are told apart.
    """
    pred = one(
        replace(said("Eve", "says", "taxes rose"), why=Why("reported_clause", "say", "clause")),
        replace(said("Eve", "called", "it"), why=Why("nominal")),
        replace(said("Ann", "said", "“We won,”"), why=Why("quotation_cue")),
        replace(said("Ann", "said", "We won"), why=Why("quotation_cue")),
        replace(said("", "left", "Bob"), why=Why("quotation_cue")),
    )
    report = error_report(GOLD, pred)
    by_rule = {row["name"]: row for row in report["rules"]}
    assert by_rule["reported_clause"]["errors"] == {"source": 1}
    assert by_rule["nominal"]["errors"] == {"boundary": 1}
    assert by_rule["quotation_cue"]["errors"] == {"duplicate": 1, "absent": 1}
    assert (by_rule["quotation_cue"]["all"], by_rule["quotation_cue"]["right"]) == (3, 1)
    assert report["rules"][0]["name"] == "quotation_cue"
    example = by_rule["reported_clause"]["examples"][0]
    assert (example["source"], example["nearest"]["source"], example["why"]["cue"]) == ("Eve", "Bob", "say")
    missed = {row["name"]: row["errors"] for row in report["missed"]["by_cue"]}
    assert missed == {"said": {}, "says": {"source": 1}, "called": {"boundary": 1}}
    json.dumps(report)


def test_a_missed_refusal_is_reported_as_one() -> None:
    """
    Refusals are a kind of their own in the report.
    """
    report = error_report(one(said("Bob", "says", "")), {})
    assert [(row["name"], row["errors"]) for row in report["missed"]["by_type"]] == [("refusal", {"absent": 1})]


class Echo:
    """A reader that finds the same two statements in any text."""

    def read_text(self, text: str, *, lang: str | None = None, published: date | None = None) -> Article:
        """Return *text* with a statement and one nested in it."""
        assert (lang, published) == ("en", date(2026, 3, 2))
        outer = Attribution(
            source=at("Eve"), cue=at("called"), content=at("it “too bold”"), why=Why("r"), speaker=Speaker("Eve Oh")
        )
        inner = Attribution(cue=at("bold"), content=at("too"), why=Why("r"), act="accuse", parent=0)
        return Article(text=text, attributions=(outer, inner))


def test_predictions_are_in_the_schema_of_gold(tmp_path: Path) -> None:
    """
    What is predicted can be written, read back, and scored.
    """
    gold = {"d": replace(GOLD["d"], date=date(2026, 3, 2))}
    found = predict(gold, Echo())
    write(found, tmp_path / "out.jsonl")
    assert load(tmp_path / "out.jsonl") == found
    rows = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["attributions"]
    assert [(row["id"], row["parent"], row["speaker"], row["act"]) for row in rows] == [
        ("a0", None, "Eve Oh", None),
        ("a1", "a0", None, "accuse"),
    ]
    assert score(gold, found)["e2e"]["tp"] == 1


def test_a_reader_that_changes_the_text_is_refused() -> None:
    """
    Offsets over another text would make every figure meaningless.
    """

    class Shortens:
        def read_text(self, text: str, *, lang: str | None = None, published: date | None = None) -> Article:  # noqa: ARG002
            return Article(text=text[1:])

    with pytest.raises(EvaluationError, match="changed the text of 'd'"):
        predict(GOLD, Shortens())


GOOD = '{"id": "x", "text": "Non", "attributions": []}'


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: "),
        ("[]", "line 2: no annotated article"),
        ('{"id": "y", "attributions": []}', "line 2: document 'y' has no \"text\""),
        (GOOD, "line 2: a second document 'x'"),
        ('{"id": "y", "text": "Oui", "attributions": [{"content": [[0, 9]], "type": "direct"}]}', "line 2: .*beyond"),
        ('{"id": "y", "text": "Oui", "attributions": [{"content": [[2, 2]], "type": "direct"}]}', "line 2: .*no text"),
        (
            '{"id": "y", "text": "Oui", "attributions": [{"content": [5], "type": "direct"}]}',
            r"line 2: .*\[start, end\]",
        ),
        ('{"id": "y", "text": "Oui", "attributions": [{"content": [], "type": "loud"}]}', "line 2: .*type 'loud'"),
        ('{"id": "y", "text": "Oui", "attributions": [{"type": "direct"}]}', 'line 2: .*no list "content"'),
        (
            '{"id": "y", "text": "Oui", "attributions": [%s, %s]}'
            % (('{"id": "a", "content": [], "type": "direct"}',) * 2),
            "line 2: .*twice",
        ),
        ('{"id": "y", "text": "Oui", "date": "2 mai", "attributions": []}', "line 2: "),
    ],
)
def test_malformed_gold_names_its_line(tmp_path: Path, line: str, message: str) -> None:
    """
    Each way to be malformed is told with the line that is.
    """
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{GOOD}\n{line}\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=message):
        load(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """
    A file that is not there is an error of evaluation, as is one in another encoding.
    """
    with pytest.raises(EvaluationError, match="cannot read"):
        load(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes("é".encode("latin-1"))
    with pytest.raises(EvaluationError, match="cannot read"):
        load(tmp_path / "latin.jsonl")


def test_predictions_may_leave_the_text_out(tmp_path: Path) -> None:
    """
    Without a text their offsets are checked against gold's.
    """
    path = tmp_path / "pred.jsonl"
    path.write_text('{"id": "d", "attributions": [{"content": [[0, 900]]}]}', encoding="utf-8")
    found = load(path, needs_text=False)
    with pytest.raises(EvaluationError, match="ends at 900"):
        score(GOLD, found)


def test_predictions_for_unknown_documents_are_refused() -> None:
    """
    A prediction about no gold document is a mistake of the call, not a false prediction.
    """
    with pytest.raises(EvaluationError, match="1 unknown documents"):
        score({}, PRED)


def test_table_shows_every_figure() -> None:
    """
    The table names each measure with its percentage.
    """
    lines = table(score(GOLD, PRED)).splitlines()
    assert lines[0] == "documents 1  gold 3  predictions 3  (nested left out: 0; outside quotes: 0)"
    row = next(line for line in lines if line.startswith("end to end"))
    assert row.split() == ["end", "to", "end", "33.33", "33.33", "33.33", "tp", "1"]
    assert not any(line.startswith("label speaker") for line in lines)
