"""The README's channel of your own, taken from its page and put to work."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import workers.channels
from tests.builders import Room, a_subscriber, an_event
from tests.desk import desk
from tests.hostile import answer, far_end, says
from tests.waiting import until

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture
def ntfy(tmp_path: Path) -> Iterator[None]:
    """The file stands among the channels, as its reader would put it there."""
    section = README.read_text("utf-8").split("A channel of your own is one file")[1]
    code = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert code
    (tmp_path / "ntfy.py").write_text(code[1], "utf-8")
    workers.channels.__path__.append(str(tmp_path))
    yield
    workers.channels.__path__.remove(str(tmp_path))
    sys.modules.pop("workers.channels.ntfy", None)


@pytest.mark.usefixtures("ntfy")
async def test_the_channel_of_the_readme_delivers_retries_and_buries(room: Room) -> None:
    async with (
        far_end(says(answer(200))) as well,
        far_end(says(answer(503))) as ill,
        far_end(says(answer(404))) as gone,
        desk(
            room,
            a_subscriber("well", "ntfy", f"{well.url}/topic"),
            a_subscriber("ill", "ntfy", f"{ill.url}/topic"),
            a_subscriber("gone", "ntfy", f"{gone.url}/topic"),
        ) as one,
    ):
        await one.owe(an_event(1))
        await until(one.dead)
        await one.later(1.1)
        await until(lambda: len(ill.heard) == 2)
        await one.settled()
        assert well.heard[0].body.decode() == an_event(1).title
        assert await one.owed("well") == []
        assert len(await one.owed("ill")) == 1
        assert [letter.subscriber for letter in await one.dead()] == ["gone"]


@pytest.mark.usefixtures("ntfy")
async def test_a_burst_goes_as_one_message_there_too(room: Room) -> None:
    async with (
        far_end(says(answer(200))) as end,
        desk(room, a_subscriber("n", "ntfy", f"{end.url}/topic")) as one,
    ):
        await one.owe(*(an_event(number) for number in range(7)))

        async def told() -> bool:
            await one.later(1.1)
            await one.settled()
            return await one.owed("n") == []

        await until(told)
        assert sum(len(heard.body.decode().splitlines()) for heard in end.heard) == 7
        assert len(end.heard) <= 2
