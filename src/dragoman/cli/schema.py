"""`dragoman schema`: the shape of a coding."""

from __future__ import annotations

import json

import click


@click.command(epilog="\b\nExample:\n  dragoman schema > coding.schema.json")
def command() -> None:
    """Print the JSON Schema (draft 2020-12) of a coding, made from the types in the code."""
    from dragoman.coding import json_schema

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
