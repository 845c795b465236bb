"""`ajil check --fetch --json` on real feeds that nobody here wrote, served on loopback."""

from __future__ import annotations

import asyncio
import functools
import http.server
import io
import json
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import pytest

from tests.absent import not_given
from tests.commands import ALLOW, ajil, events_of, written

SHARED = Path(__file__).parents[1].parent / "shared" / "feeds"
pytestmark = [pytest.mark.slow, pytest.mark.shared, pytest.mark.timeout(300)]
EVERY = 6
"""One in so many of the files, as a command: all of them, in this process, are test_feed.py's."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass

    def guess_type(self, path: Any) -> str:
        return "application/xml"


@pytest.fixture
def served() -> Iterator[str]:
    """The address of the real feeds."""
    if not SHARED.is_dir():
        not_given("THE REAL FEEDS ARE NOT HERE: no shared/feeds beside the checkout")
    handler = functools.partial(Quiet, directory=str(SHARED))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


async def test_no_real_feed_breaks_or_hangs_a_check_and_all_entries_are_counted(
    served: str, tmp_path: Path
) -> None:
    """As many entries as feedparser finds, but for documents that declare entities, which are refused."""
    folders = [SHARED / name for name in ("gofeed", "feedvalidator")]
    files = [path for folder in folders for path in sorted(folder.rglob("*.xml")) if path.is_file()]
    some = dict(enumerate(files[::EVERY]))
    sources = "".join(
        f'[[source]]\nname = "s{number}"\nkind = "feed"\n'
        f'url = "{served}/{quote(str(path.relative_to(SHARED)))}"\n'
        for number, path in some.items()
    )
    written(tmp_path, ALLOW + sources)
    done = await ajil("check", "--fetch", "--json", cwd=tmp_path, limit=240)
    told = {one["name"]: one for one in events_of(done)}
    assert len(told) == len(some)
    wrong = []
    for number, path in some.items():
        one, body = told[f"s{number}"], path.read_bytes()
        expected = await asyncio.to_thread(entries_of, body)
        if b"<!ENTITY" in body:
            assert one["error"], path.name
            assert one["items"] == []
        elif len(one["items"]) != expected:
            wrong.append((path.name, len(one["items"]), expected, one["error"]))
        json.dumps(one, ensure_ascii=False).encode()
    assert wrong == []


def entries_of(body: bytes) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return len(feedparser.parse(io.BytesIO(body)).entries)
        except AttributeError:  # it stumbles over an empty file
            return 0
