"""What a test needs and this machine may lack: a server, a browser, the real material."""

from __future__ import annotations

import os
import warnings
from typing import NoReturn

import pytest


def absent(what: str) -> NoReturn:
    """Skips the test, loudly; fails it in CI, which installs or is given all of it."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {what}")
    warnings.warn(what, stacklevel=2)
    pytest.skip(what)
