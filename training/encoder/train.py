"""
How is the network trained?

Both heads at once, the second with the openings of the gold. What has been reached is kept every few minutes, and the
order of the batches depends on nothing but the seed, so that training can stop and go on.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - what everybody calls it
from data import Example
from model import FARTHEST, Network, word_means
from torch import Tensor

BATCH_PIECES = 1300
"""Pieces in a batch, padding counted."""
FROZEN_LAYERS = 2
"""Layers from the bottom that stay as they are, with the vectors of the pieces."""
OPENINGS = 4.0
"""How much the first head weighs beside the second: few words open anything."""
DOUBTFUL, DOUBTED, DOUBT = 0.1, 0.5, 0.3
"""
The word of a window that is likeliest to open an attribution and opens none: from which likelihood, how often and with what
weight the second head learns that nothing plays a part there.
"""
KEEP_EVERY = 240.0
"""Seconds."""
REPORT_EVERY = 100
"""Steps."""


def batches(found: Sequence[Example], seed: int) -> list[list[Example]]:
    """Return batches of windows that are about equally long, in a random order."""
    rng = random.Random(seed)
    order = sorted(found, key=lambda one: (len(one.window.pieces) // 16, rng.random()))
    result: list[list[Example]] = []
    current: list[Example] = []
    for one in order:
        longest = max([len(one.window.pieces), *(len(other.window.pieces) for other in current)])
        if current and longest * (len(current) + 1) > BATCH_PIECES:
            result.append(current)
            current = []
        current.append(one)
    if current:
        result.append(current)
    rng.shuffle(result)
    return result


def loss_of(network: Network, batch: Sequence[Example], drop: float, rng: random.Random) -> tuple[Tensor, Tensor]:
    """Return the loss of both heads over a batch."""
    longest = max(len(one.window.pieces) for one in batch)
    most = max(len(one.window.starts) for one in batch)
    pieces = torch.ones(len(batch), longest, dtype=torch.long)
    seen = torch.zeros(len(batch), longest, dtype=torch.bool)
    starts = torch.zeros(len(batch), most, dtype=torch.long)
    sizes = torch.zeros(len(batch), most, dtype=torch.long)
    opens = torch.full((len(batch), most), -100, dtype=torch.long)
    for row, one in enumerate(batch):
        length, words = len(one.window.pieces), len(one.window.starts)
        pieces[row, :length] = torch.from_numpy(one.window.pieces)
        seen[row, :length] = True
        starts[row, :words] = torch.from_numpy(one.window.starts)
        sizes[row, :words] = torch.from_numpy(one.window.sizes)
        opens[row, :words] = 0
        for anchor, kind in zip(one.anchors, one.kinds, strict=True):
            opens[row, anchor] = kind
    definition = torch.tensor([one.definition for one in batch])
    words = word_means(network.encoder(pieces, definition, seen[:, None, None, :], drop), starts, sizes)
    logits = network.opens(F.dropout(words, drop, network.training))
    first = F.cross_entropy(logits.view(-1, 3), opens.view(-1), ignore_index=-100)
    with torch.no_grad():
        chance = 1 - logits.softmax(-1)[..., 0]
        chance[opens != 0] = 0  # gold openings, and what is no word
    rows, anchors, targets, weights = _targets(batch, chance, rng)
    if not rows:
        return first, first.new_zeros(())
    target = torch.full((len(rows), most), -100, dtype=torch.long)
    for place, roles in enumerate(targets):
        target[place, : len(roles)] = torch.from_numpy(roles)
    row_of, anchor_of = torch.tensor(rows), torch.tensor(anchors)
    distance = (torch.arange(most)[None] - anchor_of[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
    marked = network.roles(words, row_of, anchor_of, distance, (sizes > 0)[row_of][:, None, None, :], drop)
    second = F.cross_entropy(marked.view(-1, 4), target.view(-1), ignore_index=-100, reduction="none")
    each = second.view(len(rows), most).sum(1) / (target >= 0).sum(1) * torch.tensor(weights)
    return first, each.mean()


def _targets(
    batch: Sequence[Example], chance: Tensor, rng: random.Random
) -> tuple[list[int], list[int], list[np.ndarray], list[float]]:
    """Return windows, openings, marks and weights of what the second head is to learn."""
    rows: list[int] = []
    anchors: list[int] = []
    targets: list[np.ndarray] = []
    weights: list[float] = []
    for row, one in enumerate(batch):
        rows += [row] * len(one.anchors)
        anchors += one.anchors
        targets += one.roles
        weights += [1.0] * len(one.anchors)
        likely = int(chance[row].argmax())
        if chance[row, likely] > DOUBTFUL and rng.random() < DOUBTED:
            rows.append(row)
            anchors.append(likely)
            targets.append(np.zeros(len(one.window.starts), np.int64))
            weights.append(DOUBT)
    return rows, anchors, targets, weights


def train(  # noqa: PLR0913 - what training depends on
    network: Network,
    passes: Sequence[Sequence[Example]],
    *,
    rate: float,
    head_rate: float,
    drop: float,
    seed: int,
    state: Path,
) -> None:
    """
    Train over *passes*, each a list of windows.

    Args:
        network: What is trained; it goes on from *state* where that exists.
        passes: The windows of each pass.
        rate: Learning rate of the encoder, when warm; it falls to nothing in a line.
        head_rate: The same of the heads.
        drop: Share of the values that dropout leaves out.
        seed: Makes the order, and what is left out.
        state: Where what was reached is kept.
    """
    encoder = network.encoder
    for part in (encoder.word, encoder.position, encoder.ln, *encoder.layers[:FROZEN_LAYERS]):
        part.requires_grad_(requires_grad=False)
    heads = [*network.opens.parameters(), *network.roles.parameters()]
    rest = [values for values in encoder.parameters() if values.requires_grad]
    optimizer = torch.optim.AdamW([{"params": rest, "lr": rate}, {"params": heads, "lr": head_rate}], weight_decay=0.01)
    plan = [(number, batch) for number, found in enumerate(passes) for batch in batches(found, seed + number)]
    steps = len(plan)
    warm = max(1, min(200, steps // 10))

    def share(step: int) -> float:
        return min(1.0, (step + 1) / warm) * (0.02 + 0.98 * max(0.0, 1 - step / steps))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
    parts: dict[str, Any] = {"network": network, "optimizer": optimizer, "schedule": schedule}
    begin = _resumed(state, parts)
    rng = random.Random(seed)
    network.train()
    sums, pieces, since, last = np.zeros(2), 0, time.process_time(), time.monotonic()
    for step in range(begin, steps):
        torch.manual_seed(seed * 100_003 + step)
        number, batch = plan[step]
        first, second = loss_of(network, batch, drop, rng)
        optimizer.zero_grad()
        (OPENINGS * first + second).backward()
        torch.nn.utils.clip_grad_norm_([*rest, *heads], 1.0)
        optimizer.step()
        schedule.step()
        sums += float(first.detach()), float(second.detach())
        pieces += sum(len(one.window.pieces) for one in batch)
        if (step + 1) % REPORT_EVERY == 0:
            speed = pieces / (time.process_time() - since)
            losses = sums / REPORT_EVERY
            print(f"pass {number} step {step + 1}/{steps} losses {losses.round(4)} {speed:.0f} pieces/s", flush=True)
            sums, pieces, since = np.zeros(2), 0, time.process_time()
        if time.monotonic() - last > KEEP_EVERY:
            last = time.monotonic()
            _keep(state, parts, step + 1)
    _keep(state, parts, steps)


def _resumed(state: Path, parts: dict[str, Any]) -> int:
    """Put *parts* where they were when they were kept; return the step that comes next."""
    if not state.exists():
        return 0
    saved = torch.load(state, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(saved[name])
    step: int = saved["step"]
    return step


def _keep(state: Path, parts: dict[str, Any], step: int) -> None:
    """Store what was reached, whole or not at all."""
    fresh = state.with_suffix(".new")
    torch.save({name: part.state_dict() for name, part in parts.items()} | {"step": step}, fresh)
    fresh.replace(state)
