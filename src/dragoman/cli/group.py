"""The root command: knows the names of its commands and imports a command's file when it is called for."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from dragoman import __version__

# Name -> one line for the list of commands. The command itself is `command` in the module of that name, or in the one named below.
COMMANDS = {
    "code": "Read pages and write a coding for each.",
    "explain": "Say why an event of a page was coded as it was.",
    "who": "Say who a name is on a date.",
    "add": "Read pages into the record.",
    "reread": "Read the pages of the record again with a newer reader.",
    "events": "Ask the record who did what to whom.",
    "assessments": "Ask the record what is said of relations.",
    "commitments": "Ask the record what is promised, paid, held back.",
    "conditions": "Ask the record what stands open or shut.",
    "causes": "Ask the record what brought about what.",
    "pages": "List the pages of the record.",
    "find": "Find pages of the record by their words.",
    "show": "Show one item of the record, or a page, with its sentences.",
    "correct": "Correct what the record says; nothing is overwritten.",
    "history": "Show how an item was read and what people said of it.",
    "review": "Judge what the reader is least sure of, a key each.",
    "export": "Write the record for other programs.",
    "import": "Read events that others coded into the record.",
    "schema": "Print the JSON Schema of a coding.",
}

# `show` is a folder, `import` no name that a module may have.
_MODULES = {"show": "showing", "import": "importing"}


class LazyGroup(click.Group):
    """A group whose commands are imported when called, so that `--version` and `--help` stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"dragoman.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader of our output has what it wants (`| head`). Python would complain when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(141) from None
        return result


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  dragoman code page.txt --format table\n\nEach command tells more: dragoman code --help",
)
@click.version_option(__version__, prog_name="dragoman", message="%(prog)s %(version)s")
def root() -> None:
    """Reads news of how states treat one another: who did what to whom, when, who says so, and the words that prove it."""
