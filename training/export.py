"""Make of a checkpoint what ships: encoder.onnx (int8), arguments.onnx, pairs.onnx, tokenizer.json, settings.json.

export.py --checkpoint DIR --backbone DIR --out src/dragoman/reader/model [--float]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from dragoman.reader.labels import TRIGGERS
from model import PairReader
from pair_head import DEPTH
from train import Network, load_backbone

OPSET = 17
# What goes into the second feed-forward map of these layers has a few channels far larger than the rest: with 8 bits for all of it the
# events of the dev pages fell from F1 0.73 to 0.68; with 16 bits for these they stand at 0.72.
OUTLYING = r"layer\.[678]/output/"


class _Encoder(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        out = self.encoder.backbone(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        states = out.last_hidden_state
        logits = self.encoder.heads(states)
        lower = out.hidden_states[len(self.encoder.backbone.encoder.layer) - DEPTH]  # what PairReader goes on from
        return states, torch.sigmoid(logits), lower


class _Arguments(nn.Module):
    names = ("source", "target", "speaker", "nobody", "status", "commitment", "aspects", "mode", "contexts", "cause")

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.arguments = network.arguments

    def forward(self, trigger: Tensor, label: Tensor, mention: Tensor, kind: Tensor, relation: Tensor) -> tuple[Tensor, ...]:
        out = self.arguments(trigger, label, mention, kind, relation)
        return tuple(out[name] for name in self.names)


def export(network: Network, pairs: PairReader, width: int, out: Path, integers: bool) -> None:
    """Write the three graphs. Dynamic axes: windows, tokens, triggers, mentions."""
    network.eval()
    pairs.eval()
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(10, 2000, (2, 16))
    rough = out / "encoder.float.onnx"
    torch.onnx.export(
        _Encoder(network), (ids, torch.ones_like(ids)), str(rough), input_names=["ids", "mask"], output_names=["states", "triggers", "lower"],
        dynamic_axes={n: {0: "windows", 1: "tokens"} for n in ("ids", "mask", "states", "triggers", "lower")}, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    _shrink(out, "encoder", integers, OUTLYING)
    torch.onnx.export(
        _Arguments(network),
        (torch.randn(3, width), torch.randint(0, len(TRIGGERS), (3,)), torch.randn(4, width), torch.randint(0, 5, (4,)), torch.randint(0, 5, (3, 4))),
        str(out / "arguments.float.onnx"), input_names=["trigger", "label", "mention", "kind", "relation"], output_names=list(_Arguments.names),
        dynamic_axes={
            "trigger": {0: "triggers"}, "label": {0: "triggers"}, "mention": {0: "mentions"}, "kind": {0: "mentions"},
            "relation": {0: "triggers", 1: "mentions"},
            **{n: {0: "triggers", 1: "mentions"} for n in ("source", "target", "speaker")},
            **{n: {0: "triggers"} for n in ("nobody", "status", "commitment", "aspects", "mode", "contexts")},
            "cause": {0: "triggers", 1: "effects"},
        }, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    length = torch.tensor([3, 5])
    torch.onnx.export(
        pairs, (torch.randn(2, 9, width), torch.ones(2, 9, dtype=torch.long), length, length), str(out / "pairs.float.onnx"),
        input_names=["lower", "mask", "source", "target"], output_names=["types"],
        dynamic_axes={"lower": {0: "pairs", 1: "tokens"}, "mask": {0: "pairs", 1: "tokens"}, **{n: {0: "pairs"} for n in ("source", "target", "types")}},
        opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    for name in ("pairs", "arguments"):
        _shrink(out, name, integers)


def _shrink(out: Path, name: str, integers: bool, half: str | None = None) -> None:
    """Turn `name`.float.onnx into `name`.onnx, with 8-bit weights if asked; those of the maps whose name `half` matches get 16 bits."""
    rough = out / f"{name}.float.onnx"
    if not integers:
        rough.rename(out / f"{name}.onnx")
        return
    ready = out / f"{name}.ready.onnx"
    quant_pre_process(str(rough), str(ready), skip_symbolic_shape=True)
    graph = onnx.load(str(ready)).graph
    kept = [n.name for n in graph.node if half and n.op_type == "MatMul" and re.search(half, n.name)]
    quantize_dynamic(str(ready), str(out / f"{name}.onnx"), weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=kept)
    if kept:
        model = onnx.load(str(out / f"{name}.onnx"))
        _halve(model.graph, kept)
        onnx.save(model, str(out / f"{name}.onnx"))
    ready.unlink()
    rough.unlink()


def _halve(graph: onnx.GraphProto, names: list[str]) -> None:
    """Store the weights of these maps in 16 bits; they are turned back into 32 when the graph is loaded."""
    weights = {node.input[1] for node in graph.node if node.name in names}
    for tensor in graph.initializer:
        if tensor.name in weights:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype("float16"), f"{tensor.name}.half"))
    for name in sorted(weights):
        graph.node.insert(0, helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))


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
    pairs = PairReader(network.encoder.backbone, network.pairs, DEPTH)
    pairs.load_state_dict(torch.load(args.checkpoint / "pairs.pt"))
    export(network, pairs, settings["width"], args.out, args.integers)
    weights = hashlib.sha256((args.out / "encoder.onnx").read_bytes()).hexdigest()[:8]
    (args.out / "version.txt").write_text(f"{args.name}-{weights}\n", "utf-8")
    shutil.copy(args.backbone / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
