"""What a test needs and this machine may lack: a server, a browser, the real material."""

from __future__ import annotations

import os
import warnings
from typing import NoReturn

import pytest


def absent(what: str) -> NoReturn:
    """What `.ci/run` installs: skips the test, loudly, and fails it in CI."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {what}")
    not_given(what)


def not_given(what: str) -> NoReturn:
    """What lies beside the checkout, or is brought by nobody: skips the test, loudly, in CI too, for the
    project's own tests stand without it."""
    warnings.warn(what, stacklevel=2)
    pytest.skip(what)
