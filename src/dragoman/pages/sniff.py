"""What form an input has, by its first bytes and then by its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Form = Literal["text", "html", "pdf", "feed", "warc", "jsonl", "json", "gzip", "empty", "binary"]

_BINARY_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or an Office document"), (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"), (b"7z\xbc\xaf", "a 7-Zip archive"), (b"Rar!", "a RAR archive"), (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"), (b"\xfd7zXZ", "an xz archive"), (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"), (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"OggS", "a sound file"),
    (b"ID3", "a sound file"), (b"\x00\x00\x00\x18ftyp", "a film"), (b"\x00\x00\x00 ftyp", "a film"),
)  # fmt: skip
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<meta\s|<div[\s>]|<p[\s>]|<h1[\s>]", re.I)
_SUFFIXES: dict[str, Form] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "html", ".pdf": "pdf", ".rss": "feed", ".atom": "feed", ".warc": "warc",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".json": "json", ".txt": "text", ".text": "text", ".md": "text",
}  # fmt: skip
_JSON_LINE = re.compile(rb"^\s*\{\s*(?:\"|\})")
HEAD = 4096
_CONTROL = bytes(b for b in range(32) if b not in (9, 10, 11, 12, 13, 27))


def form_of(head: bytes, name: str) -> Form:
    """The form of an input that begins with `head` (its first 4096 bytes) and is called `name` ("-" for standard input)."""
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    suffix = PurePath(name.removesuffix(".gz")).suffix.lower()
    if binary_kind(head) is not None:
        return "binary"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") or suffix in (".xml", ".html", ".htm"):
        if _FEED.search(head[:2048]) and not re.search(rb"<html[\s>]", head[:2048], re.I):
            return "feed"
        if _HTML.search(head) or suffix in (".html", ".htm", ".xhtml"):
            return "html"
    by_name = _SUFFIXES.get(suffix)
    if by_name in ("jsonl", "json", "html", "text", "feed"):
        return by_name
    if _JSON_LINE.match(start):
        return "jsonl"
    if start.startswith(b"[") and re.match(rb"\[\s*\{\s*\"", start):
        return "json"
    return "text"


def binary_kind(head: bytes) -> str | None:
    """In words what binary thing begins with `head`, None if it is text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    for magic, words in _BINARY_MAGIC:
        if head.startswith(magic):
            # "MZ" and "BZh" may begin a word; a program has bytes that no text has.
            return words if len(magic) > 3 or head.count(0) or _control(head) > 0.05 else None
    if _control(head) > 0.05:
        even, odd = head[::2].count(0), head[1::2].count(0)
        # UTF-16 of English text has a zero in every second byte.
        return None if max(even, odd) > 0.35 * len(head) and min(even, odd) < 0.05 * len(head) else "a binary file"
    return None


def _control(head: bytes) -> float:
    return 1 - len(head.translate(None, _CONTROL)) / max(1, len(head))
