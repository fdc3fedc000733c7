"""Write docs/model-card.md from what training and measuring left behind.

card.py --run DIR --report measured.json --labels ... --bench ../shared/bench --model src/dragoman/reader/model --out docs/model-card.md
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from packed import gather

NAMES = {"E": "events", "A": "assessments", "C": "commitments", "K": "conditions"}
TEXT = """# Model card: {version}

Made by `training/card.py`; do not edit by hand.

**What it is.** The network behind `dragoman code`: an encoder of {layers} layers ({size:.0f} MB of ONNX, 8-bit weights
but for three maps with 16) that names the acts
of a page and chooses their sides among the actors that the directory finds. [How it works](how-it-works.md) tells the rest.

**Made from.** all-mpnet-base-v2 (Apache-2.0), {layers} of its 12 layers, trained further here. **Licence of the result:**
Apache-2.0.

**Data.** {documents} documents with {sentences} sentences and {events} labelled events, {assessments} assessments, {commitments}
commitments, {conditions} conditions and {causes} causes: agency pages of 1989-2006 and web pages of 2013-2018 (labels by one
reader each, a second reader went over those in `training/labels/wire.jsonl`), and pages composed for training, 1990-2026. Two
readers apart agreed on 60 sentences of each of three agency batches at event F1 0.84. Typing of marked pairs also learns from
1,050 published pairs. No gold page was used.

**Meant for.** English news of how states treat one another. **Not meant for** other languages, private persons, or decisions
about people; what it codes is what a page says, not what is true.

**Measured** on the {held} documents held out (one in twelve): curves fitted on one half and tried on the other, both ways. Same
sentence, a meeting source, a meeting target, same value; hardly a second
label is accepted, so these figures are stricter than those on
gold pages, where a second type may be accepted. Figures on gold pages are in [figures](figures.md).

| | precision | recall | F1 | calibration error |
|---|---|---|---|---|
{kinds}

## Events by type

| type | precision | recall | F1 |
|---|---|---|---|
{types}

## Events by era and kind of page

| | precision | recall | F1 |
|---|---|---|---|
{others}
"""


def row(name: str, values: list[float]) -> str:
    return f"| {name} | " + " | ".join(f"{v:.2f}" for v in values) + " |"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--report", type=Path, required=True)
    ap.add_argument("--labels", type=Path, nargs="+", required=True)
    ap.add_argument("--bench", type=Path, required=True)
    ap.add_argument("--model", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    report = json.loads(args.report.read_text("utf-8"))
    settings = json.loads((args.run / "settings.json").read_text("utf-8"))
    count: Counter[str] = Counter()
    for document in gather(args.labels, args.bench):
        count.update(documents=1, sentences=len(document.sentences), causes=len(document.causes))
        count.update(NAMES[label.kind] for label in document.labels)
    args.out.write_text(
        TEXT.format(
            version=(args.model / "version.txt").read_text("utf-8").strip(),
            layers=len(settings["layers"]),
            size=(args.model / "encoder.onnx").stat().st_size / 1e6,
            held=report["documents"],
            kinds="\n".join(row(NAMES[k], v) for k, v in report["kind"].items()),
            types="\n".join(row(k, v) for k, v in report["type"].items()),
            others="\n".join(row(k, v) for k, v in [*report["era"].items(), *report["page"].items()]),
            **{name: f"{n:,}" for name, n in count.items()},
        ),
        "utf-8",
    )


if __name__ == "__main__":
    main()
