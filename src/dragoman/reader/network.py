"""The trained network, run by onnxruntime. Arrays in, arrays out; what they mean is decided in decode.py.

`T` triggers, `M` mentions (slots of a window), `A` actors of a window, `W` the width of a state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from dragoman.reader.pairs import mark
from dragoman.reader.tokenizer import WordPieces
from dragoman.reader.windows import Window, relations

Floats = NDArray[np.float32]
BATCH_TOKENS = 2048


class Read(NamedTuple):
    """A window's token states (tokens, W) and trigger probabilities (tokens, TRIGGERS)."""

    window: Window
    states: Floats
    triggers: Floats


class Arguments(NamedTuple):
    """What the network says of T triggers of a window: logits, by mention for the three roles."""

    source: Floats  # (T, M)
    target: Floats
    speaker: Floats
    nobody: Floats  # (T,)
    status: Floats  # (T, 4)
    commitment: Floats
    aspects: Floats
    mode: Floats
    contexts: Floats
    cause: Floats  # (T, T)


class Network:
    """The three graphs (encoder, arguments, marked pairs) and the tokenizer of one model folder."""

    def __init__(self, folder: Path | None = None, threads: int = 0) -> None:
        self.folder = folder or Path(str(files("dragoman.reader") / "model"))
        self.tokenizer = WordPieces(self.folder / "tokenizer.json")
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Spinning threads would burn the second core while Python works between batches.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._encoder = self._session("encoder.onnx", options)
        self._arguments = self._session("arguments.onnx", options)
        self._pairs: Any = None
        self.version = (self.folder / "version.txt").read_text("utf-8").strip()
        self._options = options

    def _session(self, name: str, options: Any) -> Any:
        return ort.InferenceSession(str(self.folder / name), options, providers=["CPUExecutionProvider"])

    def encode(self, windows: Sequence[Window]) -> Iterator[tuple[int, Read]]:
        """Each window read, with its place in `windows`; batches of like length, so not in order."""
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        batch: list[int] = []
        for i in [*order, None]:
            if batch and (i is None or (len(batch) + 1) * len(windows[i].ids) > BATCH_TOKENS):
                states, triggers = self._run([windows[k].ids for k in batch])
                for row, k in enumerate(batch):
                    size = len(windows[k].ids)
                    yield k, Read(windows[k], states[row, :size], triggers[row, :size])
                batch = []
            if i is not None:
                batch.append(i)

    def _run(self, rows: list[list[int]], outputs: tuple[str, ...] = ("states", "triggers")) -> list[Floats]:
        size = max(map(len, rows))
        ids = np.full((len(rows), size), self.tokenizer.pad, np.int64)
        for row, number in zip(ids, rows, strict=True):
            row[: len(number)] = number
        answers: list[Floats] = self._encoder.run(list(outputs), {"ids": ids, "mask": (ids != self.tokenizer.pad).astype(np.int64)})
        return answers

    def arguments(self, read: Read, tokens: Sequence[int], labels: Sequence[int]) -> Arguments:
        """What is so of the triggers at `tokens` under `labels` (places in TRIGGERS); the window must have slots."""
        slots = read.window.slots
        sums = np.concatenate([np.zeros((1, read.states.shape[1]), np.float32), np.cumsum(read.states, axis=0, dtype=np.float32)])
        first = np.array([s.first for s in slots])
        last = np.array([s.last for s in slots])
        mention = (sums[last] - sums[first]) / (last - first)[:, None].astype(np.float32)
        out = self._arguments.run(
            None,
            {
                "trigger": read.states[list(tokens)],
                "label": np.array(labels, np.int64),
                "mention": mention,
                "kind": np.array([s.kind for s in slots], np.int64),
                "relation": relations(read.window, tokens),
            },
        )
        return Arguments(*out)

    def pair(self, text: str, source: tuple[int, int] | None, target: tuple[int, int] | None) -> Floats:
        """Probabilities of the event types of what passes from the words at `source` to those at `target`."""
        if self._pairs is None:
            self._pairs = self._session("pairs.onnx", self._options)
        ids, at_source, at_target = mark(text, source, target, self.tokenizer)
        (lower,) = self._run([ids], ("lower",))
        marks = {"source": np.array([at_source]), "target": np.array([at_target])}
        logits = self._pairs.run(None, {"lower": lower, "mask": np.ones((1, len(ids)), np.int64), **marks})[0][0]
        odds = np.exp(logits - logits.max())
        shares: Floats = odds / odds.sum()
        return shares


def by_actor(mentions: Floats, owners: NDArray[np.int64], count: int) -> Floats:
    """(T, M) mention logits -> (T, A) actor logits: the log of the summed odds of an actor's mentions."""
    out = np.full((mentions.shape[0], count), -30.0, np.float32)
    for actor in range(count):
        own = mentions[:, owners == actor]
        if own.shape[1]:
            top = own.max(axis=1)
            out[:, actor] = top + np.log(np.exp(own - top[:, None]).sum(axis=1))
    return out
