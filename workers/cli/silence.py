"""What is printed where nobody takes it."""

from __future__ import annotations

import os
from typing import TextIO


def silence(stream: TextIO | None) -> None:
    """What is still in its buffer goes nowhere, so that Python says nothing at exit (its manual,
    "Note on SIGPIPE") and does not end with 120."""
    if stream is None:
        return
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        pass  # it is closed already
