"""Whether a title asks: one that ends with a question mark says nothing for sure."""

from __future__ import annotations

from typing import Final

_BEHIND: Final = " \"'»”’)]!\u200e\u200f"
"""May stand behind the mark."""


def asks(title: str) -> bool:
    """Whether its last sign but for quotes and brackets is one, of any script."""
    return title.rstrip(_BEHIND).endswith(("?", "؟"))
