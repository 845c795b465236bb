"""Whether a title asks: one that ends with a question mark says nothing for sure."""

from __future__ import annotations

from typing import Final

_QUOTES: Final = " \"'»”"


def asks(title: str) -> bool:
    return title.rstrip(_QUOTES).endswith(("?", "؟"))
