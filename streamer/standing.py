"""How a source stands with us that is not plainly well. A restart forgives nothing. Pure.

    Retry-After        is kept as long as the address stays
    back-off           is kept where the site itself answered (500, 403, a page that cannot be read); where
                       nobody did, the fault may have been ours, so a restart tries once at once, and the
                       count of failures stays
    robots.txt         is asked again; while it does not answer, its last no holds
    possible misses    are counted on

Another url, kind or select is another try: the failures of the old one are nobody's. And where somebody else
has asked it since, what he left counts, not what this process remembers.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

import msgspec

from streamer.settings import SourceSettings
from streamer.source_state import State

KEPT: Final = 30 * 86_400
"""Seconds that it is kept after it last changed."""


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As it is kept."""

    site: str
    """What failed: see `site`."""
    address: str
    """Digest of its url: what asked us to wait."""
    failures: int = 0
    problem: str | None = None
    until: float = 0.0
    """Epoch seconds before which it is not asked again."""
    asked_to_wait: bool = False
    misses: int = 0


def encode(state: State, settings: SourceSettings) -> bytes | None:
    """What is to be kept; None: nothing, it is plainly well, as nearly all are at nearly all visits."""
    if not (state.failures or state.misses):
        return None
    return msgspec.json.encode(
        Standing(
            site=state.site_now(settings),
            address=_address(settings),
            failures=state.failures,
            problem=state.problem,
            until=state.until,
            asked_to_wait=state.asked_to_wait,
            misses=state.misses,
        )
    )


def restore(state: State, settings: SourceSettings, data: bytes | None, now: float) -> float:
    """Puts what is kept into `state`, whose `standing` is what it was when this process last knew; gives the
    seconds from `now` for which its site is to be left alone. What cannot be read was not kept."""
    kept = _decode(data)
    same = kept.site == state.site_now(settings)
    held = same or (kept.asked_to_wait and kept.address == _address(settings))
    state.misses = max(state.misses, kept.misses)
    if data != state.standing:
        state.standing = data
        state.failures, state.problem = (kept.failures, kept.problem) if same else (0, None)
        state.until, state.asked_to_wait = (
            (kept.until, kept.asked_to_wait) if held else (0.0, False)
        )
        if not same:  # it went well meanwhile, so what goes wrong now is to be said again
            state.said.clear()
    return max(0.0, state.until - now) if held else 0.0


def _decode(data: bytes | None) -> Standing:
    try:
        return msgspec.json.decode(data or b"", type=Standing)
    except msgspec.MsgspecError:
        return Standing(site="", address="")


def _address(settings: SourceSettings) -> str:
    return blake2b(settings.url.encode(), digest_size=9).hexdigest()
