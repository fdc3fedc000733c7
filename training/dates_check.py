"""How well the reader finds date words and gives them to acts, on the labelled sentences.

    dates_check.py FOLDER... [--show found|picked|given|right] [--limit 40]

FOLDER holds `NAME.txt` with `NAME.tsv`. Three figures, over the labels of events:
  found   of the date words that a label names, how many the reader finds as date words
  picked  where the sentence has several date words and the label's are among them, how often the reader gives the act those
  given   of the acts whose label names no date words, how many the reader dates all the same
and `right`: of all acts with labelled date words, how many get the days that those words mean. `--show` prints the cases behind a figure.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpus import Document, Label, read
from dragoman.coding import DateInterval, Published
from dragoman.reader import when
from dragoman.reader.when import DateWords


def page_of(document: Document) -> Published | None:
    """The page's date as the reader gets it; None where the document has none."""
    try:
        day = date.fromisoformat(document.published)
    except ValueError:
        return None
    return Published(day, day, "stated")


def cases(folders: list[Path]) -> Iterator[tuple[Document, Label, list[DateWords], DateInterval | None]]:
    """Each labelled event with the date words of its sentence and the days that the reader gives it."""
    for folder in folders:
        for document in read(sorted(folder.glob("*.txt"))):
            page = page_of(document)
            for label in document.labels:
                if label.kind != "E":
                    continue
                sentence = document.sentences[label.sentence]
                words = when.words_in(document.body, sentence, page)
                yield document, label, words, when.of(document.body, sentence, label.trigger, page, label.speaker is not None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", choices=["found", "picked", "given", "right"])
    parser.add_argument("--limit", type=int, default=40)
    args = parser.parse_args()
    tally = {name: [0, 0] for name in ("found", "picked", "given", "right")}
    shown = 0

    def count(name: str, ok: bool, wrong: bool, document: Document, label: Label, chosen: DateInterval | None) -> None:
        nonlocal shown
        tally[name][0] += ok
        tally[name][1] += 1
        if args.show == name and wrong and shown < args.limit:
            shown += 1
            words = document.body[slice(*label.date)] if label.date else "-"
            body = document.body
            sentence = document.sentences[label.sentence]
            marked = body[sentence[0] : label.trigger[0]] + "[" + body[slice(*label.trigger)] + "]" + body[label.trigger[1] : sentence[1]]
            given = f"{chosen.earliest}..{chosen.latest}" if chosen else "nothing"
            print(f"{document.id} {document.published} {label.value} label={words!r} given={given}\n    {marked}")

    for document, label, words, chosen in cases(args.folders):
        if label.date is None:
            count("given", chosen is not None, chosen is not None, document, label, chosen)
            continue
        mine = [w for w in words if w.span[0] < label.date[1] and label.date[0] < w.span[1]]
        count("found", bool(mine), not mine, document, label, chosen)
        right = any(w.days == chosen for w in mine)
        count("right", right, not right, document, label, chosen)
        if mine and len(words) > 1:
            count("picked", right, not right, document, label, chosen)
    for name, (hits, of) in tally.items():
        print(f"{name:8} {hits:5} of {of:5}  {hits / of if of else 0:.3f}")


if __name__ == "__main__":
    main()
