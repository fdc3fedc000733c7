"""Any form of page -> Article."""

from __future__ import annotations

from dragoman.pages.inputs import read_inputs
from dragoman.pages.limits import Limits

__all__ = ["Limits", "read_inputs"]
