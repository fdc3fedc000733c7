"""What is told on standard error while pages are read: faults always, one line each; progress only where a person is looking."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dragoman.cli.terminal import printable
from dragoman.errors import InputFault

if TYPE_CHECKING:
    from rich.progress import Progress


class Report:
    """Counts pages and faults. Use as a context manager: leaving it takes the progress line away and, on a terminal, says how it went."""

    def __init__(self, *, progress: bool) -> None:
        self.pages = 0
        self.faults = 0
        self._bar: Progress | None = None
        self._wanted = progress
        self._started = time.monotonic()

    def __enter__(self) -> Self:
        if self._wanted:
            # Imported here: a run in a pipe has no use for it, and it takes a tenth of a second.
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn

            self._bar = Progress(
                SpinnerColumn(), TextColumn("{task.description}", markup=False), console=Console(stderr=True), transient=True
            )
            self._bar.add_task("reading ...", total=None)
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()
            if kind is None:
                print(f"{self._so_far()}; {self.faults} could not be read", file=sys.stderr)

    def page(self, source: str) -> None:
        """One page more has been read and written."""
        self.pages += 1
        if self._bar:
            self._bar.update(self._bar.task_ids[0], description=f"{self._so_far()}: {printable(source)[-60:]}")

    def fault(self, fault: InputFault) -> None:
        """An input, or a page of one, could not be read: say which, why and what to do."""
        self.faults += 1
        line = f"dragoman: {printable(str(fault))}"
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            print(line, file=sys.stderr, flush=True)

    def _so_far(self) -> str:
        seconds = max(time.monotonic() - self._started, 1e-3)
        return f"{self.pages} page{'' if self.pages == 1 else 's'} read, {self.pages / seconds:.1f} a second"
