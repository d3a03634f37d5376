"""
How often is a statement right whose rule and cue promise such a rate?

    python training/calibrate.py fr

Fits the calibration of a language without learned weights: two numbers that turn the rate of a rule and cue into a
confidence (Platt's scaling: a line in log odds), from the project's own gold of that language. Writes
``calibration`` in ``src/selon/lang/LANG/weights.json`` with where they come from. Development sets take no part.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from selon import Reader
from selon.evaluate import load, predict
from selon.evaluate.reliability import judged
from selon.extract.decide.confidence import log_odds

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Fit and write the calibration of the language named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", help="its code: the gold is tests/gold/LANG.jsonl")
    code = parser.parse_args().language
    gold = load(ROOT / "tests" / "gold" / f"{code}.jsonl")
    path = ROOT / "src" / "selon" / "lang" / code / "weights.json"
    weights = json.loads(path.read_text(encoding="utf-8"))
    if weights.pop("calibration", None):  # the rates as they are
        path.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    pairs = judged(gold, predict(gold, Reader()))
    odds = np.array([[log_odds(rate)] for rate, _ in pairs])
    right = np.array([is_right for _, is_right in pairs])
    line = LogisticRegression(C=1.0).fit(odds, right)
    weights["calibration"] = found = {
        "slope": round(float(line.coef_[0][0]), 3),
        "intercept": round(float(line.intercept_[0]), 3),
        "provenance": (
            f"training/calibrate.py {code}, {datetime.now(tz=UTC).date()}: {len(pairs)} statements of the project's own "
            f"gold, {int(right.sum())} of them right"
        ),
    }
    path.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: slope {found['slope']}, intercept {found['intercept']}, {found['provenance']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
