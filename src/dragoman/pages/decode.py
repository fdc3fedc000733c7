"""Bytes to text. Plain text must be UTF-8 (or carry a mark); HTML may declare another encoding."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import InputFault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,40})""", re.I
)
_HEAD = 4096


def plain_text(data: bytes, source: str) -> str | InputFault:
    """The text of `data`, or the fault that it isn't UTF-8, with a guess at what it is."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return InputFault(source, f"it begins as {encoding.upper()} but can't be decoded as that", "save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        guess = guess_encoding(data)
        where = f"it is not UTF-8 (byte {error.start})"
        if guess is None:
            return InputFault(source, where, "save it as UTF-8")
        name = source if source != "-" else "page.txt"
        return InputFault(source, f"{where}; it looks like {guess}", f"convert it: iconv -f {guess} -t UTF-8 {name}")


def html_text(data: bytes, declared: str | None = None) -> str:
    """The text of an HTML or XML page: by its mark, the encoding `declared` outside it, the one it declares, UTF-8, else a guess."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = _DECLARED.search(data[:_HEAD])
    names = [declared, (found[1] or found[2]).decode("ascii") if found else None]
    for name in names:
        if name and name.lower().replace("_", "-") not in ("utf-8", "utf8"):
            try:
                # Pages that call themselves Latin-1 are Windows-1252 (the HTML standard says to read them so).
                return data.decode(
                    "cp1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name, "replace"
                )
            except LookupError:
                continue
    guess = guess_encoding(data)
    # UTF-8 with a few broken bytes stays UTF-8.
    return data.decode("utf-8", "replace") if guess is None else data.decode(guess, "replace")


def guess_encoding(data: bytes) -> str | None:
    """A likely name for the encoding of bytes that aren't UTF-8, as iconv knows it; None where there's no telling."""
    sample = data[:200_000]
    if sample.count(0) > len(sample) // 5:
        return "UTF-16LE" if sample[1::2].count(0) > sample[::2].count(0) else "UTF-16BE"
    high = [b for b in sample if b >= 0x80]
    if not high:
        return None
    if len(high) < 0.1 * len(sample):
        # Mostly ASCII: a western page. Bytes 80..9F are quotes and dashes in Windows-1252 and nothing in Latin-1.
        undefined = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
        if not undefined.intersection(high):
            return "WINDOWS-1252" if any(b < 0xA0 for b in high) else "ISO-8859-1"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding.upper().replace("_", "-") if best and best.encoding.lower() != "utf_8" else None
