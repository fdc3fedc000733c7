"""Forms of input, and inputs that can't be read: one fault each, naming the thing and the mend, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding import Article
from dragoman.errors import InputFault
from dragoman.pages import Limits, read_inputs

EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"
TEXT = (
    "Peru lifts visa rule for traders\n\nPeru on Wednesday lifted the visa requirement for "
    "Ecuadorean traders, a month after the two presidents had met in Piura.\n"
)
FRENCH = (
    "La France suspend son aide\n\nLe gouvernement français a annoncé mardi que la France "
    "allait suspendre son aide au pays voisin, en raison de la situation à la frontière et "
    "des tensions entre les deux capitales.\n"
)


def read(*inputs: object, **asked: object) -> list[Article | InputFault]:
    return list(read_inputs([str(i) for i in inputs], **asked))  # type: ignore[arg-type]


def articles(found: list[Article | InputFault]) -> list[Article]:
    return [a for a in found if isinstance(a, Article)]


def faults(found: list[Article | InputFault]) -> list[InputFault]:
    return [a for a in found if isinstance(a, InputFault)]


def test_a_folder_of_every_form_is_read_in_order() -> None:
    found = read(EXAMPLES)
    assert not faults(found)
    assert [a.headline for a in articles(found)] == [
        "Peru lifts visa rule for Ecuadorean traders",
        "Ecuador thanks Peru, reopens fish market to imports",
        "Chad accuses Niger of arming rebels near Tesker",
        "Hungary, Slovakia agree to resume dam talks",
        "Zimbabwe pays first part of Kariba bill",
        "Zambia reopens Kariba ferry to Zimbabwean trucks",
        "Freight moving again, trust with Delhi slowly returning: Sunita Thapaliya",
        "Malaysia summons Singapore's envoy over port limits",
        "Indonesia returns seized trawler to Vietnam",
    ]


def test_html_keeps_headline_comments_counters_and_date() -> None:
    (page,) = articles(read(EXAMPLES / "kariba-ferry.html"))
    assert page.headline == "Zambia reopens Kariba ferry to Zimbabwean trucks"
    assert (page.byline, page.publisher, page.url) == (
        "Chipo Mbewe",
        "The Lakeside Ledger",
        "https://ledger.example/2019/05/14/kariba-ferry",
    )
    assert page.counters == {"comments": 2, "shares": 58}
    assert [(c.author, c.date) for c in page.comments] == [("Tendai M.", "14 May 2019"), ("Boatman", "15 May 2019")]
    assert page.published is not None
    assert page.published.earliest.isoformat() == "2019-05-14"
    body = page.body.split("\n\n")
    assert body[1].startswith("Lusaka drops a four-month ban")
    assert len(body) == 6
    assert not any(word in page.body for word in ("Copper price", "All rights reserved", "Tweet", "detours", "Privacy", "By Chipo"))


def test_feed_entries_are_pages() -> None:
    first, second = articles(read(EXAMPLES / "strait-watch.rss"))
    assert first.source == first.url == "https://strait.example/2018/12/port-limits"
    assert first.published is not None
    assert (first.published.earliest.isoformat(), first.published.basis) == ("2018-12-05", "metadata")
    assert first.counters == {"comments": 4}
    assert "appeared first" not in first.body
    assert second.publisher == "Strait Watch"


def test_json_lines_faults_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    good = {"headline": "A headline of news", "body": "One sentence.\r\n\r\nAnother  sentence with wide  spaces.", "published": "2014-06"}
    lines = [
        json.dumps(good),
        "{not json",
        "",
        json.dumps({"headline": 3}),
        json.dumps({"published": "soon", "body": TEXT}),
        "[1]",
        json.dumps({**good, "source": "s/1"}),
    ]
    path.write_text("\n".join(lines), "utf-8")
    found = read(path)
    assert [f.source for f in faults(found)] == [f"{path}:{n}" for n in (2, 4, 5, 6)]
    first, last = articles(found)
    assert (first.source, last.source) == (f"{path}:1", "s/1")
    assert first.id == last.id
    assert first.body == "A headline of news\n\nOne sentence.\n\nAnother sentence with wide spaces."
    assert first.published is not None
    assert first.published.latest.isoformat() == "2014-06-30"


def test_standard_input_of_any_form() -> None:
    for data in (TEXT.encode(), gzip.compress(TEXT.encode())):
        (page,) = articles(read("-", stdin=io.BytesIO(data)))
        assert (page.source, page.headline) == ("-", "Peru lifts visa rule for traders")

    class Pipe(io.RawIOBase):
        """Gives a byte at a time and can't be wound back, as a slow pipe does."""

        def __init__(self, data: bytes) -> None:
            self.rest = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def, override]
            piece = self.rest.read(1)
            buffer[: len(piece)] = piece
            return len(piece)

    lines = (EXAMPLES / "five-short-pages.jsonl").read_bytes()
    assert len(articles(read("-", stdin=Pipe(lines)))) == 5


def warc(path: Path, pages: list[tuple[str, bytes]], *, gzipped: bool) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=gzipped)
        for url, body in pages:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))


@pytest.mark.parametrize("gzipped", [False, True])
def test_warc(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / ("a.warc.gz" if gzipped else "a.warc")
    page = (EXAMPLES / "kariba-ferry.html").read_bytes()
    bare = (
        b"<h1>Peru lifts visa rule</h1><p>Peru lifted the visa rule for Ecuadorean traders, a month "
        b"after the two presidents had met there.</p>"
    )
    warc(path, [("https://a.example/1", page), ("https://a.example/2", bare)], gzipped=gzipped)
    first, second = articles(read(path))
    assert first.source == f"{path}#0"
    assert second.source.startswith(f"{path}#")
    assert int(second.source.rpartition("#")[2]) > 0
    assert (first.headline, second.headline) == ("Zambia reopens Kariba ferry to Zimbabwean trucks", "Peru lifts visa rule")
    assert second.url == "https://a.example/2"
    assert second.published is None
    if gzipped:
        path.write_bytes(path.read_bytes()[:-200])
        found = read(path)
        assert articles(found)[0].headline == first.headline
        assert faults(found)[0].source.startswith(f"{path}#")


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page with these lines, written by hand."""
    text = "BT /F1 11 Tf 50 780 Td 14 TL " + " ".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (out + f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF").encode()


def test_pdf(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(
        pdf(
            [
                "Peru lifts visa rule for traders",
                "",
                "Lima, 11 June 2014",
                "",
                "Peru on Wednesday lifted the visa requirement for Ecuadorean",
                "traders, a month after the two presidents had met in Piura and",
                "promised one another an open border for small traders.",
                "",
                "Foreign Minister Elena Quiroga said Lima would also pay $3",
                "million toward a new bridge at Huaquillas, which the floods of",
                "January had carried away.",
            ]
        )
    )
    (page,) = articles(read(path))
    assert page.headline == "Peru lifts visa rule for traders"
    assert page.published is not None
    assert page.published.earliest.isoformat() == "2014-06-11"
    assert page.body.split("\n\n")[1].endswith("an open border for small traders.")
    assert "pay $3 million toward" in page.body


BAD: dict[str, tuple[bytes, str]] = {
    "latin.txt": ("Président Chávez visited Perú on Monday, his office said in a long statement.\n" * 3).encode("cp1252"),
    "empty.txt": b"",
    "blank.txt": b"\n \n\t\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "noise.bin": bytes(range(256)) * 40,
    "cut.txt.gz": gzip.compress(TEXT.encode() * 50, mtime=0)[:-20],
    "fake.txt.gz": b"\x1f\x8b\x08\x00nothing that was ever compressed",
    "french.txt": FRENCH.encode(),
    "big.txt": b"A sentence of news that goes on and on. " * 60_000,
    "broken.pdf": b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\nnothing more",
    "empty.html": b"<html><head><title></title></head><body><script>var a = 1;</script></body></html>",
    "empty.rss": b"<rss version='2.0'><channel><title>None</title></channel></rss>",
    "thing.json": b'{"a": [1, 2, {"b": null}]}',
    "deep.json": b"[" * 100_000,
    "deep.jsonl": b"[" * 100_000 + b"\n",
}
WORDS = {
    "latin.txt": "WINDOWS-1252|ISO-8859-1",
    "empty.txt": "empty",
    "blank.txt": "empty",
    "picture.txt": "PNG",
    "noise.bin": "binary",
    "cut.txt.gz": "breaks off",
    "fake.txt.gz": "gzip|compressed",
    "french.txt": "French.*English only",
    "big.txt": "larger than",
    "broken.pdf": "PDF is broken",
    "empty.html": "no news text",
    "empty.rss": "no entries",
    "thing.json": "no body",
    "deep.json": "JSON",
    "deep.jsonl": "JSON",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_one_fault_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    import re

    (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "zz_good.txt").write_text(TEXT, "utf-8")
    found = read(tmp_path / name, tmp_path / "missing.txt", tmp_path / "zz_good.txt", limits=Limits(page=2_000_000))
    (fault, missing) = faults(found)
    assert fault.source.startswith(str(tmp_path / name))
    assert re.search(WORDS[name], fault.why), fault
    assert fault.mend
    assert "no such file" in missing.why
    assert articles(found)[0].headline == "Peru lifts visa rule for traders"


def test_broken_html_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    path.write_text(
        (
            "<html><body><h1>Peru lifts visa rule for traders</h1><div><p>Peru on Wednesday lifted "
            "the visa requirement for Ecuadorean traders <b>after talks.<p>Ecuador thanked its southern "
            "neighbour for it <i>on Thursday.</di"
        ),
        "utf-8",
    )
    (page,) = articles(read(path))
    assert page.headline == "Peru lifts visa rule for traders"
    assert "Ecuador thanked its southern neighbour" in page.body


def test_html_in_a_declared_encoding(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    path.write_bytes(
        (
            "<html><head><meta charset='windows-1252'></head><body><h1>Chávez visits Perú</h1><p>Venezuela’s "
            "president visited Perú on Monday to sign a treaty with its government, officials said.</p></body></html>"
        ).encode("cp1252")
    )
    (page,) = articles(read(path))
    assert page.headline == "Chávez visits Perú"
    assert "Venezuela’s president" in page.body


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.html.gz"])
def test_a_bomb_does_not_fill_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with gzip.open(path, "wb", compresslevel=9) as out:
        for _ in range(300):
            out.write(b"a" * 1_000_000)
    tracemalloc.start()
    found = read(path, limits=Limits(page=5_000_000, skip=100_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert faults(found)
    assert not articles(found)
    assert peak < 40_000_000


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode), st.sampled_from(["-"]))
def test_no_bytes_make_it_raise(data: bytes, name: str) -> None:
    for found in read(name, stdin=io.BytesIO(data)):
        assert isinstance(found, Article | InputFault)


def test_reading_text_needs_no_heavy_library(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, "utf-8")
    code = (
        "import sys; from dragoman.pages import read_inputs; list(read_inputs(sys.argv[1:]));"
        "heavy = ('trafilatura', 'pypdf', 'feedparser', 'lingua', 'warcio', 'dateparser', 'htmldate', 'lxml');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_pages_come_one_by_one() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield str(EXAMPLES / "raxaul-corridor-reopens.txt")

    stream = read_inputs(endless())
    assert [isinstance(next(stream), Article) for _ in range(3)] == [True] * 3
