"""The word pieces of the network's vocabulary, by the `tokenizers` library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer as Pieces

from dragoman.reader.windows import Tokens


class WordPieces:
    """Texts to pieces without special tokens; `start`, `end` and `pad` are the ids of those."""

    def __init__(self, path: Path) -> None:
        self._pieces = Pieces.from_file(str(path))
        self._pieces.no_padding()
        self._pieces.no_truncation()
        self.start = self._id("<s>", "[CLS]")
        self.end = self._id("</s>", "[SEP]")
        self.pad = self._id("<pad>", "[PAD]")
        self.source_mark = self._id("[unused1]")
        self.target_mark = self._id("[unused2]")

    def __call__(self, texts: Sequence[str]) -> list[Tokens]:
        return [Tokens(e.ids, e.offsets) for e in self._pieces.encode_batch(list(texts), add_special_tokens=False)]

    def _id(self, *names: str) -> int:
        for name in names:
            number = self._pieces.token_to_id(name)
            if number is not None:
                return int(number)
        raise ValueError(f"the tokenizer has none of {', '.join(names)}")
