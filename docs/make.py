#!/usr/bin/env python3
"""Make the reference pages from the code: the commands, the fields of a coding, the tables of a record, the ontology.

    docs/make.py            write docs/reference/*.md
    docs/make.py --check    write nothing; exit 1 if a page is not what it would be

What a field means stands in docs/fields.tsv, one row a field.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Literal, get_args, get_origin

import click
import msgspec

from dragoman import coding, plover
from dragoman.cli.group import COMMANDS, root
from dragoman.directory import Entry
from dragoman.reader import explanation

HERE = Path(__file__).resolve().parent
_MADE = "<!-- Made by docs/make.py from the code; change the code, then run `make docs`. -->\n"


def pages() -> dict[str, str]:
    """Name -> text of every page that is made. Raises ValueError if a field has no row in fields.tsv, or a row no field."""
    return {"cli.md": commands(), "coding.md": fields(), "plover.md": ontology(), "record.md": dictionary()}


def commands() -> str:
    """Each command: what it does, its arguments and options, its examples."""
    out = [_MADE, "# Commands\n"]
    for name in ("", *COMMANDS):
        command = root.get_command(click.Context(root), name) if name else root
        assert command is not None, name
        parameters = [p for p in command.params if isinstance(p, click.Option)]
        arguments = [p.metavar or p.human_readable_name for p in command.params if isinstance(p, click.Argument)]
        usage = " ".join(["dragoman", *([name] if name else ["COMMAND"]), *(["[OPTIONS]"] if parameters else []), *arguments])
        out.append(f"## dragoman {name}".rstrip() + f"\n\n    {usage}\n\n{_unwrapped(command.help or '')}\n")
        if not name:
            out += [f"- [`dragoman {one}`](#dragoman-{one}): {told}" for one, told in COMMANDS.items()]
            out.append("")
        out.append("| option | meaning |\n|---|---|")
        out += [_option(option) for option in parameters]
        out.append("| `-h`, `--help` | Show help and exit. |")
        # Click keeps paragraphs after a \\b as they are written; so does an indented block.
        block = (command.epilog or "").replace("\b\n", "").strip()
        out.append("\n" + "\n".join(f"    {line}".rstrip() for line in block.splitlines()) + "\n")
    return "\n".join(out)


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if isinstance(option.type, click.Choice):
        value = " " + "\\|".join(f"`{choice}`" for choice in option.type.choices)
    else:
        value = f" {option.metavar}" if option.metavar else ""
    default = f" Default: `{option.default}`." if option.show_default else ""
    return f"| {names}{value} | {_unwrapped(option.help or '')}{default} |"


def _unwrapped(text: str) -> str:
    """Paragraphs on one line each."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def objects() -> list[type[msgspec.Struct]]:
    """The types of a coding, the whole first, then in the order of the code."""
    found = [
        value
        for value in vars(coding).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value is not msgspec.Struct
    ]
    return sorted(found, key=lambda one: one is not coding.Coding)


def answers() -> dict[str, list[type[msgspec.Struct]]]:
    """What other commands write with --json: heading -> types."""
    return {
        "What `dragoman explain --json` writes": [explanation.Explanation, explanation.SideReason, explanation.TypeReason],
        "What `dragoman who --json` writes: a list of these": [Entry],
    }


def fields() -> str:
    """A table for every object of a coding."""
    rows = [line.split("\t") for line in (HERE / "fields.tsv").read_text("utf-8").splitlines()[1:]]
    meanings = {(name, field): meaning for name, field, meaning in rows}
    told = {"": objects()} | answers()
    expected = {(one.__name__, field) for group in told.values() for one in group for field in one.__struct_fields__}
    if missing := expected - set(meanings):
        raise ValueError(f"docs/fields.tsv: say what these mean: {sorted(missing)}")
    if stale := set(meanings) - expected:
        raise ValueError(f"docs/fields.tsv: no such field any more: {sorted(stale)}")
    out = [
        _MADE,
        "# The fields of a coding\n",
        "One page is one coding, one JSON object on one line. `dragoman schema` prints the JSON Schema. Spans are `[start, end)` in\n"
        "Unicode code points of `article.body`, dates are intervals with both ends inclusive, `null` means that the page does not say.\n",
    ]
    for heading, group in told.items():
        if heading:
            out.append(f"# {heading}\n")
        for one in group:
            name = one.__name__
            out.append(f"## {name}\n\n{(one.__doc__ or '').strip()}\n\n| field | type | meaning |\n|---|---|---|")
            out += [f"| {field} | {_typed(one.__annotations__[field])} | {meanings[name, field]} |" for field in one.__struct_fields__]
            out.append("")
    return "\n".join(out)


_PLAIN = {
    "str": "text",
    "float": "number",
    "int": "number",
    "bool": "true or false",
    "date": "day",
    "Span": "span",
    "Probability": "0 to 1",
}


def _typed(annotation: str) -> str:
    """A type as a reader of JSON would say it."""
    names = {one.__name__ for one in [*objects(), *(one for group in answers().values() for one in group)]}
    wanted, *others = annotation.split(" | ")
    absent = "msgspec.UnsetType" in others
    nullable = "None" in others
    inner = wanted.removeprefix("list[").removesuffix("]") if wanted.startswith("list[") else wanted
    named = getattr(coding, inner, None)
    if inner in names:
        said = f"[{inner}](#{inner.lower()})"
    elif inner == "EventType":
        said = "[PLOVER type](plover.md)"
    elif get_origin(named) is Literal:
        said = ", ".join(f"`{value}`" for value in get_args(named))
    elif inner.startswith("Literal["):
        said = inner.removeprefix("Literal[").removesuffix("]").replace("'", "`")
    elif inner.startswith("tuple["):
        said = "two texts"
    elif inner.startswith("dict["):
        said = "object"
    else:
        said = _PLAIN[inner]
    if inner != wanted:
        said = f"list of {said}"
    return f"{said}, or null" if nullable else f"{said}, or absent" if absent else said


def dictionary() -> str:
    """The tables and views of a record, from the schema."""
    from dragoman.record.tables import metadata
    from dragoman.record.views import VIEWS

    out = [
        _MADE,
        "# The tables of a record\n",
        "A record is an SQLite file or a PostgreSQL database with these tables and views. Dates are days (`YYYY-MM-DD` in SQLite);\n"
        "spans are Unicode code points of `pages.body` from 0, end exclusive. Rows of items never change but for `standing`; what the\n"
        "record says now has `standing = 'stands'`, and the views show nothing else. Add and correct with `dragoman`, not by hand.\n",
        "# Views\n",
    ]
    for name, (means, query) in VIEWS.items():
        columns = ", ".join(f"`{column.name}`" for column in query.selected_columns)
        out.append(f"## {name}\n\n{means}\n\nColumns: {columns}.\n")
    out.append("# Tables\n")
    for table in metadata.sorted_tables:
        out.append(f"## {table.name}\n\n{table.info['means']}\n\n| column | type | meaning |\n|---|---|---|")
        for column in table.columns:
            key = "".join(f" Number in [{one.column.table.name}](#{one.column.table.name})." for one in column.foreign_keys)
            out.append(f"| {column.name} | {_SQL[type(column.type).__name__]} | {column.doc}{key} |")
        out.append("")
    return "\n".join(out)


_SQL = {"Integer": "number", "SmallInteger": "number", "BigInteger": "number", "Double": "number", "Text": "text", "Date": "day"}


def ontology() -> str:
    """Types with their modes, then contexts, as the tables of the package have them."""
    tables = plover.ontology()
    out = [
        _MADE,
        "# PLOVER types, modes and contexts\n",
        "Names, quad classes and scores are those of PLOVER 2.0 (Open Event Data Alliance, CC BY-SA 4.0); the meanings are this\n"
        "project's words. The score says how cooperative (10) or hostile (-10) an act is. The CAMEO code is what `cameo` holds when no\n"
        "context makes it narrower.\n",
        "| type | quad class | score | CAMEO | meaning |\n|---|---|---|---|---|",
    ]
    out += [f"| {row.name} | {row.quad} | {row.score:g} | {plover.cameo(row.name)} | {row.means} |" for row in tables.types.values()]
    out.append("\n## Modes\n\n| type | mode | score | CAMEO | meaning |\n|---|---|---|---|---|")
    for type_, modes in tables.modes.items():
        out += [f"| {type_} | {mode.name} | {mode.score:g} | {plover.cameo(type_, mode.name)} | {mode.means} |" for mode in modes.values()]
    out.append("\n## Contexts\n\n| context | meaning |\n|---|---|")
    out += [f"| {name} | {means} |" for name, means in tables.contexts.items()]
    return "\n".join(out) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    stale = []
    for name, text in pages().items():
        path = HERE / "reference" / name
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if not args.check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
    if args.check and stale:
        print(f"stale: {', '.join(stale)}; run make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
