"""What can go wrong that a user can mend: one class a kind, each message naming the thing and the mend."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all errors that dragoman raises on purpose."""


class InputFault(DragomanError):
    """A page, or a file of pages, that can't be read. `source` names it, `why` says what is wrong, `mend` what to do."""

    def __init__(self, source: str, why: str, mend: str) -> None:
        super().__init__(f"{source}: {why}; {mend}")
        self.source = source
        self.why = why
        self.mend = mend


class RecordFault(DragomanError):
    """A record that can't be opened, asked or written. What was reported written before stands. `where` names it without its password."""

    def __init__(self, where: str, why: str, mend: str, *, again: bool = False) -> None:
        super().__init__(f"{where}: {why}; {mend}")
        self.where = where
        self.why = why
        self.mend = mend
        self.again = again  # whether the same may work at once on a new connection
