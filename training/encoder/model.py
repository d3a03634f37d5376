"""
What does the network compute?

A BERT encoder reads a window; each word is the mean of its pieces. The first head says of each word whether an attribution
opens there. For each such anchor the second marks every word as source, cue, content or nothing: it sees the pair of
word and anchor (sum, product and distance), and one small transformer layer lets the words of the window agree.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - what everybody calls it
from torch import Tensor, nn

WIDTH, HEADS, HIDDEN = 384, 12, 1536
PAIR, PAIR_HEADS = 192, 4
FARTHEST = 64


class Layer(nn.Module):
    """One layer of the encoder, as in BERT: attention, then two products, each added and normalised."""

    def __init__(self, width: int = WIDTH, heads: int = HEADS, hidden: int = HIDDEN) -> None:
        """Make a layer of random weights."""
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.aln, self.oln = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)

    def forward(self, x: Tensor, mask: Tensor | None, drop: float) -> Tensor:
        """Return *x*, shape (batch, length, width), one layer on; *mask* says which places are there."""
        batch, length, width = x.shape
        q, k, v = (
            part(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.q, self.k, self.v)
        )
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = self.ao(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.aln(x + F.dropout(seen, drop, self.training))
        return self.oln(x + F.dropout(self.fo(F.gelu(self.fi(x))), drop, self.training))


class Encoder(nn.Module):
    """Pieces in, one vector a piece out."""

    def __init__(self, layers: int, pieces: int) -> None:
        """Make an encoder of random weights."""
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.definition = nn.Embedding(2, WIDTH)
        self.ln = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, pieces: Tensor, definition: Tensor, mask: Tensor | None, drop: float = 0.0) -> Tensor:
        """Return the states of *pieces*, shape (batch, length)."""
        length = pieces.shape[1]
        x = self.word(pieces) + self.position.weight[:length]
        x = self.ln(x) + self.definition(definition)[:, None]
        for layer in self.layers:
            x = layer(x, mask, drop)
        return x


class Roles(nn.Module):
    """The second head: for each anchor the part that every word of its window plays."""

    def __init__(self) -> None:
        """Make a head of random weights."""
        super().__init__()
        self.of_word, self.of_anchor = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        self.word_factor, self.anchor_factor = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        self.distance = nn.Embedding(2 * FARTHEST + 1, PAIR)
        self.ln = nn.LayerNorm(PAIR)
        self.layer = Layer(PAIR, PAIR_HEADS, 2 * PAIR)
        self.out = nn.Linear(PAIR, 4)

    def forward(  # noqa: PLR0913, PLR0917 - what the pair of word and opening is made of
        self, words: Tensor, row: Tensor, anchor: Tensor, distance: Tensor, mask: Tensor | None, drop: float = 0.0
    ) -> Tensor:
        """
        Return scores of shape (anchors, length, 4).

        Words have the shape (windows, length, WIDTH); *row* says in which window each anchor stands, *anchor* which
        word it is, *distance* how far each word is from it, clipped and shifted to be no less than 0.
        """
        opening = words[row, anchor]
        pair = self.of_word(words)[row] + self.of_anchor(opening)[:, None] + self.distance(distance)
        pair = pair + self.word_factor(words)[row] * self.anchor_factor(opening)[:, None]
        pair = F.dropout(F.gelu(self.ln(pair)), drop, self.training)
        return self.out(self.layer(pair, mask, drop))


class Network(nn.Module):
    """Encoder and both heads."""

    def __init__(self, layers: int, pieces: int) -> None:
        """Make a network of random weights."""
        super().__init__()
        self.encoder = Encoder(layers, pieces)
        self.opens = nn.Linear(WIDTH, 3)
        self.roles = Roles()

    def load_base(self, path: Path) -> None:
        """Take over the weights of the base model; its one token type is added to the positions."""
        base = np.load(path)
        get = lambda name, *shape: torch.from_numpy(base[name].reshape(shape))  # noqa: E731
        enc = self.encoder
        with torch.no_grad():
            enc.word.weight.copy_(get("word", -1, WIDTH))
            enc.position.weight.copy_(get("emb.pos", -1, WIDTH) + get("emb.type", -1, WIDTH)[0])
            enc.definition.weight.zero_()
            enc.ln.weight.copy_(get("emb.ln.w", WIDTH))
            enc.ln.bias.copy_(get("emb.ln.b", WIDTH))
            for number, layer in enumerate(enc.layers):
                for name in ("q", "k", "v", "ao", "fi", "fo"):
                    part = getattr(layer, name)
                    part.weight.copy_(get(f"l{number}.{name}.w", *part.weight.shape))
                    part.bias.copy_(get(f"l{number}.{name}.b", *part.bias.shape))
                for name in ("aln", "oln"):
                    part = getattr(layer, name)
                    part.weight.copy_(get(f"l{number}.{name}.w", WIDTH))
                    part.bias.copy_(get(f"l{number}.{name}.b", WIDTH))


def word_means(states: Tensor, starts: Tensor, sizes: Tensor) -> Tensor:
    """Return the mean of each word's pieces: states (batch, pieces, WIDTH), starts and sizes (batch, words)."""
    sums = F.pad(states.cumsum(1), (0, 0, 1, 0))
    index = lambda place: place[..., None].expand(-1, -1, states.shape[-1])  # noqa: E731
    total = sums.gather(1, index(starts + sizes)) - sums.gather(1, index(starts))
    return total / sizes.clamp(min=1)[..., None]
