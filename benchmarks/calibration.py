"""
Is selon as often right as it says?

    python benchmarks/calibration.py [--fast]            the project's own gold
    SELON_DATA=… python benchmarks/calibration.py        the development sets as well

For each set the statements in ten bands of equal size by their confidence, the share of each band that is right end to
end, and the expected calibration error; then the same for the speakers of those that are right. So many would deviate by
chance alone, were each confidence the likelihood itself. English development data count top-level statements and have no
speakers, as that corpus does. For the train sets, ``training/decision.py`` and ``training/speakers.py`` tell it of weights
that saw none of the outlet.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from selon import Reader
from selon.evaluate import load, predict
from selon.evaluate.reliability import BANDS, bands, calibration_error, chance, judged, judged_speakers

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"


def report(name: str, pairs: Sequence[tuple[float, bool]], what: str) -> None:
    """Print the reliability of *pairs*, statements or speakers."""
    if not pairs:
        return
    found = bands(pairs, BANDS)
    print(
        f"{name}, {what}: expected calibration error {calibration_error(found):.3f}, {chance(pairs):.3f} by chance alone"
    )
    for band in found:
        print(f"  {band.count:5} {what}  confidence {band.confidence:.2f}  right {band.right:.2f}")


def main() -> int:
    """Print the reliability of every set there is."""
    parser = argparse.ArgumentParser(description="Is selon as often right as it says?")
    parser.add_argument("--fast", action="store_true", help="read by rules alone")
    options = parser.parse_args()
    sets = {"fr": GOLD / "fr.jsonl", "en": GOLD / "en.jsonl"}
    if "SELON_DATA" in os.environ:
        data = Path(os.environ["SELON_DATA"])
        sets |= {"fr_dev": data / "fr_dev.jsonl", "en_dev": data / "en_dev.jsonl"}
    reader = Reader(fast=options.fast)
    for name, path in sets.items():
        if not path.exists():
            print(f"{name}: no {path.name} there, left out")
            continue
        gold = load(path)
        found, top_level = predict(gold, reader), name == "en_dev"
        report(name, judged(gold, found, top_level=top_level), "statements")
        report(name, judged_speakers(gold, found, top_level=top_level), "speakers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
