"""The command line: `dragoman code`, `explain`, `who`, `schema`; one file a command, each imported only when it is called for."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from dragoman.cli.group import root


def main() -> None:
    """Entry point of the `dragoman` command."""
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run one command and return its exit status.

    0 done, 1 something could not be read, 2 wrong usage, 130 interrupted, 141 nobody reads on.
    """
    import click

    from dragoman.cli.terminal import printable
    from dragoman.errors import DragomanError

    try:
        status = root.main(list(args), prog_name="dragoman", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("dragoman: interrupted; what was written so far stands", file=sys.stderr)
        return 130
    except DragomanError as error:
        print(f"dragoman: {printable(str(error))}", file=sys.stderr)
        return 1
    return status if isinstance(status, int) else 0
