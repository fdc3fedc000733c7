"""The commands from the outside: what stands on standard output, what on standard error, and the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import sample_coding
from dragoman.cli import run
from dragoman.cli.parts import Rooms
from dragoman.coding import Article, Coding, DateInterval, from_json
from dragoman.errors import InputFault
from dragoman.reader.explanation import Explanation, SideReason, TypeReason


class StandInReader:
    """Codes each page as the sample; a page whose source says `broken` is too much for it."""

    def read(self, article: Article) -> Coding:
        if "broken" in article.source:
            raise RuntimeError("no such layer")
        return sample_coding.coding(article.source)

    def read_many(self, articles: Iterable[Article]) -> Iterator[Coding]:
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) == 3:
                yield from [self.read(a) for a in batch]
                batch = []
        yield from [self.read(a) for a in batch]

    def explain(self, article: Article) -> list[Explanation]:
        return [
            Explanation(
                event=event,
                sentence=article.body[slice(*sample_coding.coding().sentences[event.evidence.sentence])],
                trigger=event.evidence.trigger,
                sides=[
                    SideReason("FRE", "source", 0.9, "he", "elsewhere on the page", "“he” is the minister"),
                    SideReason("SYL", "target", 0.7, None, "", "the page's other side"),
                    SideReason("UN", "not taken", 0.2, "observers", "in this sentence", "observers of the UN"),
                ],
                types=[TypeReason(event.type, 0.8), TypeReason("CONCEDE", 0.15)],
                status={"actual": 0.9, "future": 0.1},
            )
            for event in sample_coding.coding().events
        ]


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Stands in for the pages, the directory and the reader; holds what they were given."""
    given: dict[str, Any] = {}

    def articles(self: Any, inputs: Iterable[str], published: DateInterval | None = None) -> Iterator[Article | InputFault]:
        given["published"] = published
        for source in inputs:
            if "bad" in source:
                yield InputFault(source, "is not UTF-8 (byte 0xff at 12)", "save it as UTF-8")
            elif "lost" in source:
                raise OSError("the disk is gone")
            else:
                yield sample_coding.article(source)

    monkeypatch.setattr(Rooms, "articles", articles)
    monkeypatch.setattr(Rooms, "reader", lambda self: StandInReader())
    return given


def sources(out: str) -> list[str]:
    return [from_json(line).article.source for line in out.splitlines()]


def test_codings_are_lines_of_json_and_nothing_else(rooms: dict[str, Any], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "a.txt", "b.txt", "--published", "2011-03"]) == 0
    out, err = capfd.readouterr()
    assert sources(out) == ["a.txt", "b.txt"]
    assert err == ""
    assert rooms["published"] == DateInterval(date(2011, 3, 1), date(2011, 3, 31))


def test_a_bad_input_is_one_line_and_the_rest_goes_on(rooms: dict[str, Any], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "a.txt", "bad\x1b[2J.txt", "b.txt"]) == 1
    out, err = capfd.readouterr()
    assert sources(out) == ["a.txt", "b.txt"]
    assert err == "dragoman: bad[2J.txt: is not UTF-8 (byte 0xff at 12); save it as UTF-8\n"


def test_a_page_that_the_reader_fails_on_costs_no_other(rooms: dict[str, Any], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "1", "2", "3", "4", "broken 5", "6", "7", "8"]) == 1
    out, err = capfd.readouterr()
    assert sources(out) == ["1", "2", "3", "4", "6", "7", "8"]
    assert err.startswith("dragoman: broken 5: the reader failed (RuntimeError: no such layer)")


def test_an_error_of_the_pages_comes_after_what_was_read(rooms: dict[str, Any], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match="disk"):
        run(["code", "1", "2", "lost"])
    assert sources(capfd.readouterr().out) == ["1", "2"]


def test_interrupted_is_130(rooms: dict[str, Any], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def articles(self: Any, inputs: Iterable[str], published: object = None) -> Iterator[Article]:
        yield sample_coding.article("a.txt")
        raise KeyboardInterrupt

    monkeypatch.setattr(Rooms, "articles", articles)
    assert run(["code", "a.txt"]) == 130
    assert "interrupted" in capfd.readouterr().err


def test_the_output_is_no_input(rooms: dict[str, Any], capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("Freedonia shut the pass.", "utf-8")
    for given in (page, tmp_path):
        assert run(["code", str(given), "-o", str(page)]) == 2
        assert "-o" in capfd.readouterr().err
    assert page.read_text("utf-8") == "Freedonia shut the pass."


def test_min_confidence_leaves_out_what_is_below_and_causes_that_hang_on_it(
    rooms: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["code", "a.txt", "--min-confidence", "0.75"]) == 0
    coding = from_json(capfd.readouterr().out)
    assert [event.id for event in coding.events] == ["e2", "e3", "e4", "e6"]
    assert not coding.commitments
    assert not coding.causes
    assert [item.id for item in coding.assessments] == ["a1"]


@pytest.mark.parametrize(
    "args",
    [
        ["code"],
        ["code", "a.txt", "--format", "xml"],
        ["code", "a.txt", "--published", "next week"],
        ["code", "a.txt", "--published", "2012-13-01"],
        ["code", "a.txt", "--published", "2012-05..2011"],
        ["code", "a.txt", "--min-confidence", "2"],
        ["code", "a.txt", "-o", "/nowhere/at/all"],
        ["explain", "a.txt", "e99"],
        ["explain", "a.txt", "e1", "--record", "2"],
        ["translate"],
    ],
)
def test_wrong_usage_is_2(rooms: dict[str, Any], capfd: pytest.CaptureFixture[str], args: list[str]) -> None:
    assert run(args) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "Error: " in err


@pytest.mark.parametrize("form", ["json", "table", "html"])
def test_output_goes_to_a_file(rooms: dict[str, Any], capfd: pytest.CaptureFixture[str], tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    assert run(["code", "a.txt", "--format", form, "-o", str(target)]) == 0
    assert "Sylvania" in target.read_text("utf-8")
    assert capfd.readouterr() == ("", "")


def test_explain_shows_the_sentence_the_sides_and_the_runners_up(rooms: dict[str, Any], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "a.txt", "e2"]) == 0
    out = capfd.readouterr().out
    for words in (
        "FRE → SYL",
        "reopened",
        "─╯ RETREAT",
        "source FRE",
        "“he” elsewhere on the page",
        "0.15",
        "CONCEDE",
        "actual",
        "considered\n           UN  0.20",
    ):
        assert words in out, words
    assert max(map(len, out.splitlines())) <= 120
    assert run(["explain", "a.txt", "e2", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["event"]["id"] == "e2"


def test_who(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    entry = SimpleNamespace(
        name="Rufus Teasdale", actor="FRE", role="GOV", kind="leader", start=date(2009, 1, 1), end=None, why="interior minister"
    )
    former = SimpleNamespace(
        name="Ada Teasdale", actor="SYL", role="MIL", kind="leader", start=None, end=date(1999, 5, 1), why="army chief"
    )
    asked: list[tuple[str, DateInterval | None]] = []

    def who(name: str, on: DateInterval | None) -> list[SimpleNamespace]:
        asked.append((name, on))
        return [entry, former] if name == "Teasdale" else []

    monkeypatch.setattr(Rooms, "directory", SimpleNamespace(who=who))
    assert run(["who", "Teasdale", "--on", "2011-03-07"]) == 0
    assert asked == [("Teasdale", DateInterval(date(2011, 3, 7), date(2011, 3, 7)))]
    assert capfd.readouterr().out.splitlines() == [
        "FRE  GOV  leader  Rufus Teasdale  2009-01-01..",
        "    interior minister",
        "at other times",
        "SYL  MIL  leader  Ada Teasdale  ..1999-05-01",
        "    army chief",
    ]
    assert run(["who", "Nobody"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert "--import" in err


def test_schema_is_json_schema_and_a_coding_has_its_fields(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    schema = json.loads(capfd.readouterr().out)
    fields = schema["$defs"]["Coding"]["properties"]
    assert set(json.loads(dragoman_json())) <= set(fields)


def dragoman_json() -> bytes:
    from dragoman.coding import to_json

    return to_json(sample_coding.coding())


def dragoman(*args: str, **more: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "dragoman", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def test_every_command_has_help_with_an_example() -> None:
    from dragoman.cli.group import COMMANDS

    for name in COMMANDS:
        process = dragoman(name, "--help")
        out, err = process.communicate()
        assert process.returncode == 0
        assert b"Example" in out
        assert f"dragoman {name} ".encode() in out
        assert err == b""


def test_version_and_help_load_nothing_heavy() -> None:
    heavy = {"numpy", "onnxruntime", "rich", "msgspec", "trafilatura", "dragoman.coding"}
    code = (
        "import sys\nfrom dragoman.cli import run\n"
        f"for args in (['--version'], ['--help']):\n    assert run(args) == 0\nsys.exit(str(sorted({heavy!r} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr == "[]\n"
    # Generous, for a busy machine; a quiet one takes a third of it.
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "dragoman", "--version"], check=True, capture_output=True)
    assert time.perf_counter() - began < 1.0


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    ends, writes = os.pipe()
    os.close(ends)
    done = subprocess.run([sys.executable, "-m", "dragoman", "schema"], stdout=writes, stderr=subprocess.PIPE)
    os.close(writes)
    assert done.stderr == b""
    assert done.returncode == 141
