"""How is the network trained?"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from data import Example
from model import FARTHEST, Network, word_means

BATCH_PIECES = 1300
FROZEN_LAYERS = 2


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
    size = len(batch)
    pieces = torch.ones(size, longest, dtype=torch.long)
    seen = torch.zeros(size, longest, dtype=torch.bool)
    starts = torch.zeros(size, most, dtype=torch.long)
    sizes = torch.zeros(size, most, dtype=torch.long)
    opens = torch.full((size, most), -100, dtype=torch.long)
    for row, one in enumerate(batch):
        n, w = len(one.window.pieces), len(one.window.starts)
        pieces[row, :n] = torch.from_numpy(one.window.pieces)
        seen[row, :n] = True
        starts[row, :w] = torch.from_numpy(one.window.starts)
        sizes[row, :w] = torch.from_numpy(one.window.sizes)
        opens[row, :w] = 0
        for anchor, kind in zip(one.anchors, one.kinds, strict=True):
            opens[row, anchor] = kind
    definition = torch.tensor([one.definition for one in batch])
    mask = seen[:, None, None, :]
    words = word_means(network.encoder(pieces, definition, mask, drop), starts, sizes)
    logits = network.opens(F.dropout(words, drop, network.training))
    first = F.cross_entropy(logits.view(-1, 3), opens.view(-1), ignore_index=-100)
    with torch.no_grad():
        chance = 1 - logits.softmax(-1)[..., 0]
        chance[opens != 0] = 0  # gold anchors, and what is no word
    rows, anchors, targets, weights = [], [], [], []
    for row, one in enumerate(batch):
        for anchor, roles in zip(one.anchors, one.roles, strict=True):
            rows.append(row)
            anchors.append(anchor)
            targets.append(roles)
            weights.append(1.0)
        # Where the first head errs, the second is to say that nothing plays a part.
        likely = int(chance[row].argmax())
        if chance[row, likely] > 0.1 and rng.random() < 0.5:  # noqa: PLR2004
            rows.append(row)
            anchors.append(likely)
            targets.append(np.zeros(len(one.window.starts), np.int64))
            weights.append(0.3)
    if not rows:
        return first, first.new_zeros(())
    target = torch.full((len(rows), most), -100, dtype=torch.long)
    for place, roles in enumerate(targets):
        target[place, : len(roles)] = torch.from_numpy(roles)
    row_of, anchor_of = torch.tensor(rows), torch.tensor(anchors)
    distance = (torch.arange(most)[None] - anchor_of[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
    word_mask = (sizes > 0)[row_of][:, None, None, :]
    marked = network.roles(words, row_of, anchor_of, distance, word_mask, drop)
    second = F.cross_entropy(marked.view(-1, 4), target.view(-1), ignore_index=-100, reduction="none")
    second = second.view(len(rows), most)
    counted = (target != -100).sum(1)
    each = second.sum(1) / counted * torch.tensor(weights)
    return first, each.mean()


def train(
    network: Network, passes: Sequence[Sequence[Example]], *, rate: float, head_rate: float, drop: float, seed: int,
    state: Path | None = None, log: Path | None = None,
) -> None:
    """Train over *passes*, each a list of windows; what was reached is kept in *state* every few minutes, to go on from."""
    frozen = [network.encoder.word, network.encoder.position, network.encoder.ln, *network.encoder.layers[:FROZEN_LAYERS]]
    for part in frozen:
        part.requires_grad_(False)
    heads = [*network.opens.parameters(), *network.roles.parameters()]
    rest = [p for p in network.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": rest, "lr": rate}, {"params": heads, "lr": head_rate}], weight_decay=0.01)
    plan = [(number, batch) for number, found in enumerate(passes) for batch in batches(found, seed + number)]
    steps = len(plan)
    warm = max(1, min(200, steps // 10))
    scale = lambda step: min(1.0, (step + 1) / warm) * (0.02 + 0.98 * max(0.0, 1 - step / steps))  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, scale)
    begin = 0
    if state and state.exists():
        saved = torch.load(state, weights_only=True)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        begin = saved["step"]
    rng = random.Random(seed)
    network.train()
    sums, since, seen = [0.0, 0.0], time.process_time(), 0
    last = time.monotonic()
    for step in range(begin, steps):
        torch.manual_seed(seed * 100_003 + step)
        number, batch = plan[step]
        first, second = loss_of(network, batch, drop, rng)
        loss = 4 * first + second
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*rest, *heads], 1.0)
        optimizer.step()
        schedule.step()
        sums[0] += float(first.detach()); sums[1] += float(second.detach()); seen += sum(len(one.window.pieces) for one in batch)
        if step % 100 == 99 or step == steps - 1:
            spent = time.process_time() - since
            line = f"pass {number} step {step + 1}/{steps} first {sums[0] / 100:.4f} second {sums[1] / 100:.4f} {seen / spent:.0f} pieces/s"
            print(line, flush=True)
            sums, since, seen = [0.0, 0.0], time.process_time(), 0
        if state and time.monotonic() - last > 240:
            last = time.monotonic()
            keep(state, network, optimizer, schedule, step + 1)
    if state:
        keep(state, network, optimizer, schedule, steps)


def keep(state: Path, network: Network, optimizer: torch.optim.Optimizer, schedule: object, step: int) -> None:
    """Store what was reached, whole or not at all."""
    fresh = state.with_suffix(".new")
    torch.save(
        {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "step": step},
        fresh,
    )
    fresh.replace(state)
