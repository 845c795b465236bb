"""A label with nothing behind it, an empty block, no block and an unchanged page are different answers, and
each is shown as what it is."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from streamer.settings import SourceSettings
from tests.fakes import _Served
from tests.visits import Visits
from workers.polled import Polled

BAR = '<div class="breaking-news">{}</div>'
STORY = '<ul><li><a href="/10001-x.html">افتتاح جسر الرافد أمام المركبات</a></li></ul>'
FILLED = BAR.format(f"<span>آخر الأخبار</span>{STORY}")
EMPTY = BAR.format("")
LABEL = '<div class="row"><div class="text"></div><div>خبر عاجل</div></div>'


class Page(_Served):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.type = "text/html"
        self.app.router.add_get("/", self._home)

    async def _home(self, _: web.Request) -> web.Response:
        return web.Response(text=self.text, content_type=self.type)


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with Page() as page:
        yield page


def ticker(page: Page, select: str = "") -> SourceSettings:
    return SourceSettings(
        name="t", kind="ticker", url=f"{page.base}/", outlet="page", timezone="UTC", select=select,
        articles=False,
    )  # fmt: skip


async def answered(visits: Visits, page: Page, text: str, select: str = "") -> str | None:
    page.text = text if text.startswith(("[", "{")) else f"<html><body>{text}</body></html>"
    await visits.to(ticker(page, select))
    told = Polled.of(visits.states["t"])
    return told.answer


async def test_each_answer_of_a_page_is_told_as_what_it_is(visits: Visits, page: Page) -> None:
    assert await answered(visits, page, FILLED) == "items"
    assert await answered(visits, page, FILLED) == "unchanged"
    assert await answered(visits, page, LABEL) == "label"
    assert visits.states["t"].empty == "the label 'خبر عاجل' stands there without items"
    assert await answered(visits, page, EMPTY) == "empty"
    assert (visits.states["t"].empty or "").endswith("is empty")
    assert await answered(visits, page, "<p>صفحة أخرى</p>") == "absent"
    assert await answered(visits, page, FILLED) == "items"
    assert visits.states["t"].empty is None


async def test_what_a_selector_meets_is_told_too(visits: Visits, page: Page) -> None:
    assert await answered(visits, page, FILLED, ".breaking-news") == "items"
    assert await answered(visits, page, EMPTY, ".breaking-news") == "empty"
    assert await answered(visits, page, "<p>صفحة أخرى</p>", ".breaking-news") == "absent"
    page.type = "application/json"
    assert await answered(visits, page, '{"news": []}', "$.news") == "empty"
    assert await answered(visits, page, '{"else": 1}', "$.news") == "absent"


async def test_why_nothing_stands_there_is_known_after_a_restart(
    visits: Visits, page: Page
) -> None:
    assert await answered(visits, page, LABEL) == "label"
    visits.states.clear()
    assert await answered(visits, page, LABEL) == "unchanged"
    assert visits.states["t"].empty == "the label 'خبر عاجل' stands there without items"
