"""
Is selon as often right as it says?

    python benchmarks/calibration.py                     the project's own gold
    SELON_DATA=… python benchmarks/calibration.py        the development sets as well

For each set the statements in five bands of equal size by their confidence, the share of each band that is right end to
end, and the expected calibration error. English development data count top-level statements, as that corpus does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from selon import Reader
from selon.evaluate import load, predict
from selon.evaluate.reliability import bands, calibration_error, judged

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"


def main() -> int:
    """Print the reliability of every set there is."""
    sets = {"fr": GOLD / "fr.jsonl", "en": GOLD / "en.jsonl"}
    if "SELON_DATA" in os.environ:
        data = Path(os.environ["SELON_DATA"])
        sets |= {"fr_dev": data / "fr_dev.jsonl", "en_dev": data / "en_dev.jsonl"}
    reader = Reader()
    for name, path in sets.items():
        if not path.exists():
            print(f"{name}: no {path.name} there, left out")
            continue
        gold = load(path)
        found = bands(judged(gold, predict(gold, reader), top_level=name == "en_dev"))
        print(f"{name}: expected calibration error {calibration_error(found):.3f}")
        for band in found:
            print(f"  {band.count:5} statements  confidence {band.confidence:.2f}  right {band.right:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
