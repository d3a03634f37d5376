"""
How does ``selon eval`` tell how right selon is?
"""

# ruff: noqa: PLC0415 - a command imports what is heavy when it runs, so that --help does not wait for it

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from selon.cli.modes import Fast
from selon.cli.terminal import clean
from selon.errors import EvaluationError

EXAMPLES = """
Example: selon eval gold.jsonl --predictions predictions.jsonl

Example: selon eval gold.jsonl --top-level --direct-only --errors
"""


def evaluate(  # noqa: PLR0913 - one parameter for each option
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated articles, one JSON document a line.", exists=True)
    ],
    *,
    top_level: Annotated[
        bool,
        typer.Option("--top-level", help="Leave out what is nested in other statements."),
    ] = False,
    direct_only: Annotated[bool, typer.Option("--direct-only", help="Ask for direct quotations only.")] = False,
    fast: Fast = False,
    predictions: Annotated[
        Path | None,
        typer.Option(metavar="OUT.jsonl", help="Write what selon found, in the gold's schema.", show_default=False),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let OUT.jsonl replace a plain file that holds no predictions of selon's.")
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Show what went wrong, by the rule that did it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as one JSON object.")] = False,
) -> None:
    """Read annotated articles and score what selon finds in them."""
    from selon import evaluate as scoring
    from selon.placing import require_place
    from selon.reader import Reader

    if predictions:
        if predictions.exists() and predictions.samefile(gold):
            msg = f"{predictions} is the gold itself; give another name for the predictions"
            raise EvaluationError(msg)
        require_place(predictions, scoring.are_predictions, force=force)
    wanted = scoring.load(gold)
    if not wanted:
        msg = f"{gold} holds no document to score; give annotated articles, one JSON document a line"
        raise EvaluationError(msg)
    found = scoring.predict(wanted, Reader(fast=fast))
    if predictions:
        scoring.write(found, predictions, force=force)
    scores = scoring.score(wanted, found, direct_only=direct_only, top_level=top_level)
    report = scoring.error_report(wanted, found, direct_only=direct_only, top_level=top_level) if errors else None
    if as_json:
        sys.stdout.write(json.dumps({"scores": scores, **({"errors": report} if report else {})}, ensure_ascii=False))
        sys.stdout.write("\n")
        return
    typer.echo(scoring.table(scores))
    if report:
        for title, groups in (
            ("by rule: predictions", report["rules"]),
            ("by type: gold", report["missed"]["by_type"]),
            ("by cue: gold", report["missed"]["by_cue"][:MOST]),
        ):
            typer.echo("\n" + _groups(title, groups))


MOST = 20
"""Cues shown, those with most errors first: their list is as long as the lexicon. ``--json`` has them all."""


def _groups(title: str, groups: list[dict[str, Any]]) -> str:
    """Return what went right and wrong in each group, and the first example of each cause."""
    lines = [f"{title:40}{'all':>6}{'right':>7}  wrong by cause"]
    for group in groups:
        causes = ", ".join(f"{cause} {number}" for cause, number in group["errors"].items())
        lines.append(f"{clean(group['name']):40}{group['all']:>6}{group['right']:>7}  {causes}")
        shown = set()
        for example in group["examples"]:
            if example["cause"] not in shown:
                shown.add(example["cause"])
                words = f"{example['source'] or '?'} | {example['cue']} | {example['content']}"
                lines.append(f"    {example['cause']}: {clean(words)[:MOST_WORDS]}  [{example['document']}]")
    return "\n".join(lines)


MOST_WORDS = 120
"""Characters of an example that are shown: enough to recognise the place in the article."""
