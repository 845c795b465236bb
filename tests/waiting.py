"""Tests wait for what they expect, never for a while."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable
from typing import Any


async def until(condition: Callable[[], Any], limit: float = 40.0) -> Any:
    """The first true value of `condition` (a function or a coroutine function, asked every 10 ms).

    The limit is for what never comes: a busy machine may take long over what does.

    Fails with the condition's own words when none came within `limit` seconds. What the condition
    raises goes through.
    """
    deadline = time.monotonic() + limit
    while True:
        value = condition()
        if inspect.isawaitable(value):
            value = await value
        if value:
            return value
        if time.monotonic() > deadline:
            try:
                words = inspect.getsource(condition).strip()
            except (OSError, TypeError):
                words = repr(condition)
            raise AssertionError(f"not within {limit} s: {words}")
        await asyncio.sleep(0.01)
