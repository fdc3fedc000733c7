"""A user's own actors: a CSV table (name, actor, role, start, end) or a PETRARCH actor dictionary.

A PETRARCH dictionary gives names in capitals with underscores for spaces, codes in square brackets behind them or on lines of their own,
synonyms on lines that begin with `+`, and dates in the codes:

    NAVEED_QAMAR_  [PAKMIL 120601-130315]
    +SYED_NAVEED_QAMAR_
        [PAKELI >130316]

A code is one or more groups of three letters. The first is the actor; if it is a state or one of CAMEO's letters for an organisation it
is turned into the identifier used here, and the first group behind it that names an agent becomes the role.
"""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from dragoman.directory.names import NameIndex, Reading
from dragoman.directory.tables import first_day, last_day, rows
from dragoman.errors import InputFault

_CODE = re.compile(r"\[\s*(?P<code>[A-Z0-9]{0,18})\s*(?P<dates>[^\]]*)\]")
_DATES = re.compile(r"(?:(?P<since>\d{6,8})\s*-\s*(?P<until>\d{6,8})|(?P<sign>[<>])\s*(?P<day>\d{6,8}))$")
_MEND_CSV = 'write lines of "name,actor,role,start,end", dates as YYYY-MM-DD, the last three may be empty'
_MEND_TXT = 'write names as "NAME_PARTS_ [CODE]", synonyms as "+NAME_", dates as "<YYMMDD", ">YYMMDD" or "YYMMDD-YYMMDD" in the brackets'


def add_file(index: NameIndex, path: Path) -> int:
    """Adds the actors of a file to the index and gives how many were added. Raises InputFault, naming the line, for what can't be
    read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputFault(str(path), f"can't be read as text ({error})", "give a CSV table or a PETRARCH dictionary in UTF-8") from error
    lines = text.splitlines()
    return _petrarch(index, path, lines) if _is_dictionary(path, lines) else _csv(index, path, lines)


def _is_dictionary(path: Path, lines: list[str]) -> bool:
    if path.suffix.lower() == ".csv":
        return False
    return any("[" in line and "]" in line for line in lines) or path.suffix.lower() in (".txt", ".actors")


def _csv(index: NameIndex, path: Path, lines: list[str]) -> int:
    count = 0
    for number, cells in enumerate(csv.reader(lines), start=1):
        cells = [cell.strip() for cell in cells]
        if not any(cells) or cells[0].startswith("#") or [cell.lower() for cell in cells[:2]] == ["name", "actor"]:
            continue
        cells += [""] * (5 - len(cells))
        name, actor, role, since, until = cells[:5]
        if not name or not actor:
            raise _fault(path, number, "has no name or no actor", _MEND_CSV)
        if any(cells[5:]):
            raise _fault(path, number, "has more than five fields", _MEND_CSV)
        try:
            start, end = first_day(since), last_day(until)
        except ValueError as error:
            raise _fault(path, number, f"has a date that is none ({since or until})", _MEND_CSV) from error
        _add(
            index,
            name,
            Reading(actor, "person", role.upper() or None, name, start, end, note=f"from {path.name}, line {number}"),
            path,
            number,
        )
        count += 1
    return count


def _add(index: NameIndex, name: str, reading: Reading, path: Path, number: int) -> None:
    if reading.start and reading.end and reading.start > reading.end:
        raise _fault(path, number, "ends before it starts", "put the earlier date first")
    index.add([name], reading)


def _petrarch(index: NameIndex, path: Path, lines: list[str]) -> int:
    agents = {row["code"] for row in rows("cameo_agents.tsv")}
    organisations = {row["code"]: row["actor"] for row in rows("cameo_actors.tsv")}
    states = {row["state"] for row in rows("states.tsv")}
    names: list[str] = []
    coded = True
    count = 0
    for number, raw in enumerate(lines, start=1):
        line = raw.split("#", 1)[0].split(";", 1)[0].rstrip()
        if not line.strip():
            continue
        body, codes = line.split("[", 1)[0].strip(), list(_CODE.finditer(line))
        if ("[" in line or "]" in line) and not codes:
            raise _fault(path, number, "has a code that can't be read", _MEND_TXT)
        if body.startswith("+"):
            if not names:
                raise _fault(path, number, "is a synonym of no name", _MEND_TXT)
            names.append(_spaced(body[1:]))
            if count and coded and not codes:
                # Synonyms may follow the code: they share every code of the name above.
                for shared in index.readings(names[0]):
                    index.add(_spellings(names[-1]), shared)
        elif body:
            if not coded:
                raise _fault(path, number - 1, "is a name without a code", _MEND_TXT)
            names, coded = [_spaced(body)], False
        elif not names:
            raise _fault(path, number, "is a code of no name", _MEND_TXT)
        for match in codes:
            reading = _coded(match["code"], match["dates"].strip(), names[0], _Codes(states, organisations, agents), path, number)
            coded = True
            if reading is None:
                continue
            for name in names:
                for spelling in _spellings(name):
                    _add(index, spelling, reading, path, number)
            count += 1
    if names and not coded:
        raise _fault(path, len(lines), "is a name without a code", _MEND_TXT)
    return count


class _Codes(NamedTuple):
    """The letters of CAMEO: states, organisations by code, agents."""

    states: set[str]
    organisations: dict[str, str]
    agents: set[str]


def _coded(code: str, dates: str, name: str, codes: _Codes, path: Path, number: int) -> Reading | None:
    """The reading of a code such as PAKMIL with its dates; None for an empty code, which says that the name is no actor."""
    if not code:
        return None
    if len(code) % 3:
        raise _fault(path, number, f"has the code {code}, which is not made of groups of three", _MEND_TXT)
    groups = [code[at : at + 3] for at in range(0, len(code), 3)]
    actor = groups[0] if groups[0] in codes.states else codes.organisations.get(code, codes.organisations.get(groups[0], ""))
    role = next((group for group in groups if group in codes.agents), None)
    if not actor:
        # A group or agent without a state keeps its name.
        actor = name.upper() if groups[0] in codes.agents or len(groups) > 1 else groups[0]
    start, end = _dates(dates, path, number)
    return Reading(actor, "person", role, name.title(), start, end, note=f"code {code} from {path.name}, line {number}")


def _dates(text: str, path: Path, number: int) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    match = _DATES.match(text)
    if not match:
        raise _fault(path, number, f'has the dates "{text}", which can\'t be read', _MEND_TXT)
    try:
        if match["since"]:
            return _day(match["since"]), _day(match["until"])
        day = _day(match["day"])
    except ValueError as error:
        raise _fault(path, number, f'has the date "{text}", which is none', _MEND_TXT) from error
    return (day, None) if match["sign"] == ">" else (None, day - timedelta(days=1))


def _day(digits: str) -> date:
    """YYMMDD or YYYYMMDD; two-figure years from 30 on are of the last century, as PETRARCH has it."""
    if len(digits) == 8:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) != 6:
        raise ValueError(digits)
    year = int(digits[:2])
    return date(year + (1900 if year >= 30 else 2000), int(digits[2:4]), int(digits[4:]))


def _spaced(name: str) -> str:
    return " ".join(name.replace("_", " ").split())


def _spellings(name: str) -> list[str]:
    """The dictionary's capitals and the form that running text has."""
    return [name, name.title()] if name.isupper() else [name]


def _fault(path: Path, number: int, why: str, mend: str) -> InputFault:
    return InputFault(str(path), f"line {number} {why}", mend)
