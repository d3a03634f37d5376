"""
How does the trained network become package data?

Two graphs for onnxruntime: the encoder, from the vectors of pieces to one vector a piece, and the second head. Their
linear layers take whole numbers: weights of seven bits, one scale an output, so that sums of products of two never leave
16 bits, whatever instructions a processor has; all else stays in 32 bits. The vectors of pieces are kept in four bits,
as the base model had them; the first head is a small matrix.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from data import OURS
from model import FARTHEST, WIDTH, Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn


class _Reading(nn.Module):
    """The encoder by our definition, after the vectors of the pieces were looked up."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, vectors: Tensor) -> Tensor:
        x = vectors + self.encoder.position.weight[: vectors.shape[1]]
        x = self.encoder.ln(x) + self.encoder.definition.weight[OURS]
        for layer in self.encoder.layers:
            x = layer(x, None, 0.0)
        return x


class _Marking(nn.Module):
    """The second head over the words of one window."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.roles = network.roles

    def forward(self, words: Tensor, anchor: Tensor) -> Tensor:
        places = torch.arange(words.shape[1])
        distance = (places[None] - anchor[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        return self.roles(words, torch.zeros_like(anchor), anchor, distance, None).log_softmax(-1)


def export(network: Network, folder: Path, base: Path) -> None:
    """Write what the reader loads into *folder*; *base* holds the vectors of the pieces in four bits, and the pieces."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    for name, module, example, dynamic in (
        ("encoder", _Reading(network), (torch.randn(1, 64, WIDTH),), {"vectors": {1: "length"}}),
        (
            "roles",
            _Marking(network),
            (torch.randn(1, 50, WIDTH), torch.tensor([3, 9])),
            {"words": {1: "length"}, "anchor": {0: "anchors"}},
        ),
    ):
        inputs = list(dynamic)
        whole = folder / f"{name}.whole.onnx"
        torch.onnx.export(
            module, example, str(whole), input_names=inputs, output_names=["out"], dynamic_axes=dynamic,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            whole, folder / f"{name}.onnx", op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        whole.unlink()
    (folder / "pieces.model").write_bytes((base / "pieces.model").read_bytes())
    packed = np.load(base / "base.npz")
    np.savez(
        folder / "heads.npz",
        scales=packed["scales"],
        halves=packed["halves"],
        opens=network.opens.weight.detach().numpy().T.copy(),
        bias=network.opens.bias.detach().numpy(),
    )
