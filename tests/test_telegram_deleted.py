"""A post that its channel deletes is taken back, where its own page says that it is gone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from streamer.settings import SourceSettings
from tests.fakes import _Served
from tests.visits import Visits


class Channel(_Served):
    """A public channel: its page, and each post alone, which answers 200 whatever became of it."""

    def __init__(self) -> None:
        super().__init__()
        self.posts = {number: f"خبر عاجل من القناة رقم {number}" for number in range(10, 20)}
        self.private = False
        self.app.router.add_get("/s/rafid_news", self._page)
        self.app.router.add_get("/rafid_news/{number}", self._post)

    async def _page(self, _: web.Request) -> web.Response:
        return self._html("".join(map(self._message, self.posts)))

    async def _post(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        if "embed" not in request.query:
            return self._html("<p>View in Telegram</p>")
        if self.private:
            return self._html('<div class="tgme_widget_message_error">Channel is private</div>')
        if number in self.posts:
            return self._html(self._message(number))
        return self._html('<div class="tgme_widget_message_error">Post not found</div>')

    def _message(self, number: int) -> str:
        return (
            f'<div class="tgme_widget_message" data-post="rafid_news/{number}">'
            f'<div class="tgme_widget_message_text">{self.posts[number]}</div>'
            f'<a class="tgme_widget_message_date" href="/rafid_news/{number}">'
            '<time datetime="2024-05-20T09:40:00+00:00"></time></a></div>'
        )

    def _html(self, body: str) -> web.Response:
        page = f"<html><body>{body}</body></html>"
        return web.Response(text=page, content_type="text/html")


@pytest.fixture
async def channel() -> AsyncIterator[Channel]:
    async with Channel() as channel:
        yield channel


async def deleted(visits: Visits, channel: Channel, *, private: bool = False) -> list[str]:
    """What is told when a post in the middle is gone on three visits."""
    source = SourceSettings(
        name="t", kind="telegram", url=f"{channel.base}/s/rafid_news", outlet="rafid",
        timezone="UTC",
    )  # fmt: skip
    await visits.to(source)
    del channel.posts[15]
    channel.private = private
    for _ in range(3):
        assert await visits.to(source) is None
    return [f"{one.was} {one.url}" for one in await visits.told()]


async def test_a_deleted_post_is_withdrawn_once(visits: Visits, channel: Channel) -> None:
    assert await deleted(visits, channel) == [f"withdrawn {channel.base}/rafid_news/15"]


async def test_a_channel_that_became_private_has_taken_nothing_back(
    visits: Visits, channel: Channel
) -> None:
    assert await deleted(visits, channel, private=True) == []
