"""Who is who and where on a date: states, organs, organisations, groups, people with their terms, places."""

from dragoman.directory.directory import Directory
from dragoman.directory.mention import Entry, Mention, PlaceMention

__all__ = ["Directory", "Entry", "Mention", "PlaceMention"]
