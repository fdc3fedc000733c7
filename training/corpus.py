"""Read the labelled sentences (`NAME.txt` with `NAME.tsv`; see the README of the training data) into documents.

A document is its sentences in order, the body that they make, and labels whose words have been found in their sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Span = tuple[int, int]


@dataclass
class Side:
    """An actor in a label; `span` (in the document's body) is None where only the document tells."""

    actor: str
    span: Span | None


@dataclass
class Label:
    """One label line. `kind` is E, A, C or K; `value` the type, direction, status, or kind:state that the trigger carries."""

    kind: str
    sentence: int
    value: str
    trigger: Span
    sources: list[Side]
    targets: list[Side]
    speaker: Side | None = None
    status: str = "actual"
    detail: list[str] = field(default_factory=list)  # aspects of an A, kind of a C
    date: Span | None = None
    place: Span | None = None
    amount: Span | None = None
    mode: str | None = None
    contexts: list[str] = field(default_factory=list)
    graded: bool = False  # mode and contexts were labelled


@dataclass
class Cause:
    """The trigger of the cause, of the effect, and the cue between them, as spans in the body."""

    cause: Span
    effect: Span
    cue: Span | None


@dataclass
class Document:
    """One labelled page."""

    id: str
    published: str
    sentences: list[Span]
    body: str
    labels: list[Label] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)  # sentence number as the file writes it -> index in `sentences`


def read(paths: Iterable[Path]) -> Iterator[Document]:
    """The documents of the `.txt` files given, with the labels beside them. Label words not found in their sentence are left out."""
    for path in paths:
        yield from _read_file(path)


def _read_file(path: Path) -> Iterator[Document]:
    documents: dict[str, Document] = {}
    texts: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("## "):
            number = line[3:].split()[0]
            dates = re.findall(r"\d{4}-\d{2}-\d{2}", line)
            documents[number] = Document(f"{path.stem}.{number}", dates[-1] if dates else "", [], "")
            texts[number] = []
        elif "\t" in line:
            sid, text = line.split("\t", 1)
            number, row = sid.split(".")
            documents[number].rows[row] = len(texts[number])
            texts[number].append(text)
    for number, document in documents.items():
        at = 0
        parts = []
        for i, text in enumerate(texts[number]):
            document.sentences.append((at, at + len(text)))
            gap = "\n\n" if i == 0 else " "
            parts.append(text + gap)
            at += len(text) + len(gap)
        document.body = "".join(parts).rstrip()
    _label(path.with_suffix(".tsv"), documents)
    yield from documents.values()


def _label(path: Path, documents: dict[str, Document]) -> None:
    taken: set[tuple[str, str, int, str]] = set()
    for line in path.read_text("utf-8").split("\n") if path.exists() else []:
        fields = line.split("\t")
        if len(fields) < 5:
            continue
        number, row = fields[1].split(".")
        document = documents[number]
        n = document.rows[row]
        if fields[0] == "X":
            _cause(document, fields)
            continue
        span = document.sentences[n]
        cue = fields[4]
        at = _find(document.body, cue, span, {s for k, i, s, v in taken if k == fields[1] and i == fields[0] and v == fields[2]})
        if at is None:
            continue
        taken.add((fields[1], fields[0], at[0], fields[2]))
        here = _Sides(document.body, span, at)
        if fields[0] == "E":
            label = Label("E", n, fields[2], at, here.all(fields[5]), here.all(fields[6]), here.one(fields[7]), fields[3])
            label.date, label.place = here.words(fields[8]), here.words(fields[9])
            if len(fields) >= 12:
                label.graded = True
                label.mode = None if fields[10] in "-*" else fields[10]
                label.contexts = [] if fields[11] in "-*" else fields[11].split(",")
        elif fields[0] == "A":
            label = Label("A", n, fields[2], at, here.all(fields[5]), here.all(fields[6]), here.one(fields[7]), detail=fields[3].split(","))
        elif fields[0] == "C":
            label = Label("C", n, fields[3], at, here.all(fields[5]), here.all(fields[6]), detail=[fields[2]], amount=here.words(fields[7]))
        else:
            label = Label("K", n, f"{fields[2]}:{fields[3]}", at, here.all(fields[5]), here.all(fields[6]))
        document.labels.append(label)


class _Sides:
    """Finds the words of one label in its sentence, the occurrence nearest to the trigger."""

    def __init__(self, body: str, sentence: Span, trigger: Span) -> None:
        self.body, self.sentence, self.trigger = body, sentence, trigger

    def words(self, text: str) -> Span | None:
        if text in ("-", "*", ""):
            return None
        found = [
            (m.start(), m.end())
            for m in re.finditer(r"(?<!\w)" + re.escape(text) + r"(?!\w)", self.body[self.sentence[0] : self.sentence[1]])
        ]
        if not found:
            return None
        start, end = min(found, key=lambda s: abs(s[0] + self.sentence[0] - self.trigger[0]))
        return start + self.sentence[0], end + self.sentence[0]

    def all(self, text: str) -> list[Side]:
        out = []
        for part in text.split("||"):
            words, _, actor = part.rpartition("=")
            if actor:
                out.append(Side(actor, self.words(words)))
        return out

    def one(self, text: str) -> Side | None:
        return None if text in ("-", "") else next(iter(self.all(text)), None)


def _find(body: str, words: str, sentence: Span, used: set[int]) -> Span | None:
    """The first occurrence of `words` in the sentence that no label of the same kind and value uses; else the first."""
    spans = [
        (m.start() + sentence[0], m.end() + sentence[0])
        for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", body[sentence[0] : sentence[1]])
    ]
    if not spans:
        at = body.find(words, *sentence)
        return (at, at + len(words)) if at >= 0 and words else None
    return next((s for s in spans if s[0] not in used), spans[0])


def _cause(document: Document, fields: list[str]) -> None:
    ends = []
    for part in fields[2:4]:
        sid, _, words = part.rpartition(":")
        n = document.rows[(sid or fields[1]).split(".")[1]]
        triggers = [e.trigger for e in document.labels if e.kind == "E" and e.sentence == n and document.body[slice(*e.trigger)] == words]
        if not triggers:
            return
        ends.append(triggers[0])
    n = document.rows[fields[1].split(".")[1]]
    cue = document.body.find(fields[4], *document.sentences[n])
    document.causes.append(Cause(ends[0], ends[1], (cue, cue + len(fields[4])) if cue >= 0 else None))
