"""Labels of other people's sentences, kept without the sentences: document ids, sentence offsets, label offsets.

A packed file has one JSON object a document: `id`, `published`, `sentences` (spans in headline + blank line + body of the document as the
bench files have it), `labels` and `causes` with spans in the sentence's text, white space folded.

    packed.py pack --index index.json --out wire.jsonl NAME.txt...     from labelled text files, as corpus.read takes them
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import corpus
from corpus import Cause, Document, Label, Side, Span


def read(path: Path, pages: list[Path]) -> Iterator[Document]:
    """The documents of a packed file; their texts come from the bench files `pages` (JSON Lines, gzipped)."""
    texts = {}
    for source in pages:
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                texts[row["id"]] = f"{row['headline']}\n\n{row['body']}"
    for line in path.read_text("utf-8").split("\n"):
        if line:
            yield _unpack(json.loads(line), texts)


def gather(inputs: list[Path], bench: Path) -> Iterator[Document]:
    """All labelled documents: `inputs` are folders of labelled texts and packed files; `bench` holds the texts of the packed ones."""
    for path in inputs:
        if path.is_dir():
            yield from corpus.read(sorted(p for p in path.glob("*.txt") if p.with_suffix(".tsv").exists()))
        else:
            yield from read(path, [bench / "wire.jsonl.gz", bench / "stories_dev.jsonl.gz"])


def _unpack(row: dict[str, Any], texts: dict[str, str]) -> Document:
    document = Document(row["id"], row["published"], [], "")
    at, parts = 0, []
    for i, (start, end) in enumerate(row["sentences"]):
        text = re.sub(r"\s+", " ", texts[row["id"]][start:end])
        gap = "\n\n" if i == 0 else " "
        document.sentences.append((at, at + len(text)))
        parts.append(text + gap)
        at += len(text) + len(gap)
    document.body = "".join(parts).rstrip()

    def span(pair: list[int] | None, sentence: int) -> Span | None:
        base = document.sentences[sentence][0]
        return (pair[0] + base, pair[1] + base) if pair else None

    def side(pair: list[Any], sentence: int) -> Side:
        return Side(pair[0], span(pair[1], sentence))

    for fields in row["labels"]:
        n = fields["sentence"]
        fields |= {key: span(fields[key], n) for key in ("trigger", "date", "place", "amount")}
        fields |= {key: [side(s, n) for s in fields[key]] for key in ("sources", "targets")}
        fields["speaker"] = side(fields["speaker"], n) if fields["speaker"] else None
        document.labels.append(Label(**fields))
    for cause in row["causes"]:
        ends = [span(cause[key], cause[f"{key}_sentence"]) for key in ("cause", "effect")]
        assert ends[0]
        assert ends[1]
        document.causes.append(Cause(ends[0], ends[1], None))
    return document


def pack(documents: Iterator[Document], index: dict[str, Any], out: Path) -> int:
    """Write documents without their text; `index` gives each document's id and sentence spans in the bench file. Returns how many."""
    rows = []
    for document in documents:
        name, spans = index[document.id]

        def relative(at: Span | None, n: int, document: Document = document) -> list[int] | None:
            base = document.sentences[n][0]
            return [at[0] - base, at[1] - base] if at else None

        labels = []
        for label in document.labels:
            fields = dataclasses.asdict(label)
            n = label.sentence
            fields |= {key: relative(getattr(label, key), n) for key in ("trigger", "date", "place", "amount")}
            fields |= {key: [[s.actor, relative(s.span, n)] for s in getattr(label, key)] for key in ("sources", "targets")}
            fields["speaker"] = [label.speaker.actor, relative(label.speaker.span, n)] if label.speaker else None
            labels.append(fields)
        causes = []
        for cause in document.causes:
            row = {}
            for key in ("cause", "effect"):
                at = getattr(cause, key)
                n = next(i for i, s in enumerate(document.sentences) if s[0] <= at[0] < s[1])
                row |= {key: relative(at, n), f"{key}_sentence": n}
            causes.append(row)
        rows.append({"id": name, "published": document.published, "sentences": spans, "labels": labels, "causes": causes})
    out.write_text("".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in rows), "utf-8")
    return len(rows)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("command", choices=["pack"])
    ap.add_argument("files", type=Path, nargs="+")
    ap.add_argument("--index", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    print(pack(corpus.read(args.files), json.loads(args.index.read_text("utf-8")), args.out), "documents")


if __name__ == "__main__":
    main()
