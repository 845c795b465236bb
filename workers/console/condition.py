"""How a source is, in one word, from what is known of it; pure.

elsewhere   no process that we hear of asks it
new         not asked yet
slowed      it asked us to slow down (429, or any failure with a note of when: Retry-After)
selector    its page came, but nothing stands where it stood
failing     its last visit failed otherwise
silent      it answers, and has said nothing for SILENT times its usual pause, an hour at least
fresh       it answers, and speaks as usual
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SILENT: Final = 12.0
"""Of its usual pauses; with news as it comes, a pause so long happens by chance in 1 of 160,000."""
SHORTEST_MS: Final = 3_600_000
_SLOW: Final = (429,)
_DAY_MS: Final = 86_400_000


def condition(
    *,
    state: str,
    status: int | None,
    problem: str | None,
    note: str | None,
    asked_to_wait: bool = False,
    last_ms: int | None,
    hours: Sequence[int],
    now_ms: int,
) -> str:
    """`state` as in `workers.console.status`; `hours`: its items in each of the last 24 hours."""
    if state in ("elsewhere", "new"):
        return state
    words = f"{problem or ''} {note or ''}"
    if state == "failing" and (status in _SLOW or asked_to_wait):
        return "slowed"
    if "fits the selector" in words:
        return "selector"
    if state == "failing":
        return "failing"
    if _is_silent(last_ms, sum(hours), now_ms):
        return "silent"
    return "fresh"


def _is_silent(last_ms: int | None, count: int, now_ms: int) -> bool:
    """A source of which nothing is known yet is not called silent: it may be quiet by nature."""
    if last_ms is None:
        return False
    usual = _DAY_MS / max(1, count)
    return now_ms - last_ms > max(SHORTEST_MS, SILENT * usual)
