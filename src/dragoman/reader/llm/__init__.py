"""The second reader: the same coding, asked from a language model behind a server that speaks the OpenAI protocol.

What it answers is held against the page: words that do not stand there, sides that the page does not name and whatever is not in the
scheme are left out. Dates, places, amounts and codes are looked up as the built-in reader does.
"""

from dragoman.reader.llm.both import BothReaders
from dragoman.reader.llm.reader import SecondReader
from dragoman.reader.llm.server import Server

__all__ = ["BothReaders", "SecondReader", "Server"]
