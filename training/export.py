"""Make of a checkpoint what ships: encoder.onnx (int8), arguments.onnx, pairs.onnx, tokenizer.json, settings.json.

export.py --checkpoint DIR --backbone DIR --out src/dragoman/reader/model [--float]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from dragoman.reader.labels import TRIGGERS
from train import Network, load_backbone

OPSET = 17


class _Encoder(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        states, logits = self.encoder(ids, mask)
        return states, torch.sigmoid(logits)


class _Arguments(nn.Module):
    names = ("source", "target", "speaker", "nobody", "status", "commitment", "aspects", "mode", "contexts", "cause")

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.arguments = network.arguments

    def forward(self, trigger: Tensor, label: Tensor, mention: Tensor, kind: Tensor, relation: Tensor) -> tuple[Tensor, ...]:
        out = self.arguments(trigger, label, mention, kind, relation)
        return tuple(out[name] for name in self.names)


def export(network: Network, width: int, out: Path, integers: bool) -> None:
    """Write the three graphs. Dynamic axes: windows, tokens, triggers, mentions."""
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(10, 2000, (2, 16))
    rough = out / "encoder.float.onnx"
    torch.onnx.export(
        _Encoder(network), (ids, torch.ones_like(ids)), str(rough), input_names=["ids", "mask"], output_names=["states", "triggers"],
        dynamic_axes={n: {0: "windows", 1: "tokens"} for n in ("ids", "mask", "states", "triggers")}, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    if integers:
        ready = out / "encoder.ready.onnx"
        quant_pre_process(str(rough), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
        ready.unlink()
        rough.unlink()
    else:
        rough.rename(out / "encoder.onnx")
    torch.onnx.export(
        _Arguments(network),
        (torch.randn(3, width), torch.randint(0, len(TRIGGERS), (3,)), torch.randn(4, width), torch.randint(0, 5, (4,)), torch.randint(0, 5, (3, 4))),
        str(out / "arguments.onnx"), input_names=["trigger", "label", "mention", "kind", "relation"], output_names=list(_Arguments.names),
        dynamic_axes={
            "trigger": {0: "triggers"}, "label": {0: "triggers"}, "mention": {0: "mentions"}, "kind": {0: "mentions"},
            "relation": {0: "triggers", 1: "mentions"},
            **{n: {0: "triggers", 1: "mentions"} for n in ("source", "target", "speaker")},
            **{n: {0: "triggers"} for n in ("nobody", "status", "commitment", "aspects", "mode", "contexts")},
            "cause": {0: "triggers", 1: "effects"},
        }, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    torch.onnx.export(
        network.pairs, tuple(torch.randn(2, width) for _ in range(3)), str(out / "pairs.onnx"), input_names=["source", "target", "sentence"],
        output_names=["types"], dynamic_axes={n: {0: "pairs"} for n in ("source", "target", "sentence", "types")}, opset_version=OPSET, dynamo=False,
    )  # fmt: skip


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--backbone", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--name", default="reader")
    ap.add_argument("--float", dest="integers", action="store_false", help="keep 32-bit weights, to see what int8 costs")
    args = ap.parse_args()
    settings = json.loads((args.checkpoint / "settings.json").read_text("utf-8"))
    network = Network(load_backbone(args.backbone, settings["layers"]), settings["width"])
    network.load_state_dict(torch.load(args.checkpoint / "checkpoint.pt"))
    export(network, settings["width"], args.out, args.integers)
    weights = hashlib.sha256((args.out / "encoder.onnx").read_bytes()).hexdigest()[:8]
    (args.out / "version.txt").write_text(f"{args.name}-{weights}\n", "utf-8")
    shutil.copy(args.backbone / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
