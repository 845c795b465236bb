"""Reading in other processes: each job harms itself alone, and no child outlives its parent."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from streamer.reading import Readers
from streamer.sources import Response

FEED = b'<rss version="2.0"><channel><item><title>Ferry resumes</title></item></channel></rss>'
PAGE = b'<div class="ticker"><a href="/1">Ferry resumes</a></div>'


def answer(body: bytes) -> Response:
    return Response(status=200, url="https://news.example/", body=body)


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
def readers() -> Iterator[Readers]:
    readers = Readers(workers=2, deadline=20)
    yield readers
    readers.close()


@pytest.fixture
def hasty() -> Iterator[Readers]:
    """Whose child has had time to start and to bring what it reads with."""
    readers = Readers(workers=1, deadline=20)
    yield readers
    readers.close()


async def test_both_kinds_are_read_and_a_child_serves_many_jobs(readers: Readers) -> None:
    for _ in range(3):
        feed = await readers.read("feed", answer(FEED), "")
        page = await readers.read("ticker", answer(PAGE), "")
        assert feed.entries[0].title == page.entries[0].title == "Ferry resumes"
    assert len(readers.pids()) == 1


async def test_jobs_at_once_are_all_answered_by_no_more_children_than_said(
    readers: Readers,
) -> None:
    jobs = [readers.read("feed", answer(FEED), "") for _ in range(20)]
    assert all(len(found.entries) == 1 for found in await asyncio.gather(*jobs))
    assert len(readers.pids()) <= 2


async def test_a_job_past_its_deadline_is_a_problem_and_the_next_one_is_fine(
    hasty: Readers,
) -> None:
    await hasty.read("feed", answer(FEED), "")
    (pid,) = hasty.pids()
    os.kill(pid, signal.SIGSTOP)  # it hangs, as in a loop that never ends
    hasty._deadline = 1.0
    late = await hasty.read("feed", answer(FEED), "")
    assert late.problem == "reading took longer than 1 s"
    assert gone(pid)
    hasty._deadline = 20.0
    assert len((await hasty.read("feed", answer(FEED), "")).entries) == 1


async def test_a_page_too_deep_to_be_parsed_in_time_costs_only_itself(hasty: Readers) -> None:
    await hasty.read("ticker", answer(PAGE), "")
    hasty._deadline = 1.0
    bomb = await hasty.read("ticker", answer(b"<div>" * 100_000 + b"x"), "")
    assert bomb.problem == "reading took longer than 1 s"
    hasty._deadline = 20.0
    assert len((await hasty.read("ticker", answer(PAGE), "")).entries) == 1


async def test_a_child_killed_while_idle_costs_nothing(readers: Readers) -> None:
    await readers.read("feed", answer(FEED), "")
    (pid,) = readers.pids()
    os.kill(pid, signal.SIGKILL)
    await until(lambda: gone(pid))
    assert len((await readers.read("feed", answer(FEED), "")).entries) == 1


async def test_a_child_killed_at_work_costs_its_own_job_only(readers: Readers) -> None:
    await readers.read("feed", answer(FEED), "")
    (pid,) = readers.pids()
    os.kill(pid, signal.SIGSTOP)
    jobs = {asyncio.create_task(readers.read("feed", answer(FEED), "")) for _ in range(2)}
    (innocent,), (struck,) = await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
    os.kill(pid, signal.SIGKILL)
    assert len(innocent.result().entries) == 1
    assert (await struck).problem == "reading ended its process (too much time or memory)"


async def test_memory_is_bounded() -> None:
    readers = Readers(workers=1, deadline=60, memory=160 * 1024**2)
    try:
        body = FEED.replace(b"Ferry resumes", b"wave " * 12_000_000)
        found = await readers.read("feed", answer(body), "")
        assert found.problem
        assert len((await readers.read("feed", answer(FEED), "")).entries) == 1
    finally:
        readers.close()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
async def test_a_child_leaves_signals_to_its_parent(readers: Readers, sign: signal.Signals) -> None:
    await readers.read("feed", answer(FEED), "")
    before = readers.pids()
    os.kill(before[0], sign)
    assert len((await readers.read("feed", answer(FEED), "")).entries) == 1
    assert readers.pids() == before


async def test_only_names_of_kinds_are_loaded(readers: Readers) -> None:
    for name in ("", "../x", "os.path", "Feed", "feed;"):
        with pytest.raises(ValueError, match="no name of a kind"):
            await readers.read(name, answer(FEED), "")
    assert "ModuleNotFoundError" in ((await readers.read("nosuch", answer(FEED), "")).problem or "")


async def test_children_do_not_get_the_secrets_of_the_environment(readers: Readers) -> None:
    os.environ["AJIL_TEST_TOKEN"] = "s3cret"
    try:
        await readers.read("feed", answer(FEED), "")
    finally:
        del os.environ["AJIL_TEST_TOKEN"]
    environment = Path(f"/proc/{readers.pids()[0]}/environ")
    if not environment.exists():
        pytest.skip("NO /proc HERE: the environment of a process cannot be seen")
    assert b"s3cret" not in environment.read_bytes()


async def test_close_ends_all_children(readers: Readers) -> None:
    await asyncio.gather(*[readers.read("feed", answer(FEED), "") for _ in range(4)])
    pids = readers.pids()
    readers.close()
    assert all(gone(pid) for pid in pids)


PARENT = """
import asyncio, os, sys
from streamer.reading import Readers
from streamer.sources import Response
async def main():
    readers = Readers(workers=1)
    await readers.read("feed", Response(status=200, url="https://a.example/", body=b"<rss/>"), "")
    print(*readers.pids(), flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


async def test_children_end_when_their_parent_is_killed() -> None:
    path = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
    try:
        assert parent.stdout
        pid = int(await asyncio.to_thread(parent.stdout.readline))
        assert not gone(pid)
    finally:
        parent.kill()
        parent.communicate()
    await until(lambda: gone(pid))
