"""A real headless Chromium, as Debian packages it; and axe-core, which looks for what people cannot read
or reach. Where no browser can be had, tests that need one are skipped, and say so loudly."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any, Final

from playwright.async_api import Browser, Page, async_playwright, expect

from tests.absent import absent

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
AXE: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def chromium() -> str:
    """Its path; skips the test where there is none. In CI there must be one."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        absent("NO BROWSER: the console was not tried in one; install chromium (Debian)")
    return found


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    expect.set_options(timeout=40_000)  # for a machine that is busy, not for one that is slow
    async with async_playwright() as play:
        # Without its own sandbox: tests may run as root, and ask loopback only.
        opened = await play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        await opened.close()


class Screen:
    """A page with what went wrong on it, and every host that it asked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        self.hosts: set[str] = set()
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self._said(said.type, f"{said.text} {said.location}"))
        page.on("response", lambda answer: self._answered(answer.status, answer.url))
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))

    def _answered(self, status: int, url: str) -> None:
        if status >= 400:
            self.wrong.append(f"{status} {url}")

    def _said(self, kind: str, text: str) -> None:
        if kind == "error":
            self.wrong.append(text)

    async def width(self) -> int:
        """Pixels that the page takes from side to side."""
        return int(await self.page.evaluate("document.documentElement.scrollWidth"))

    async def faults(self) -> list[str]:
        """What axe-core calls serious or critical (WCAG 2.2, A and AA)."""
        await self.page.evaluate(AXE)
        found: Any = await self.page.evaluate(
            "(values) => axe.run({runOnly: {type: 'tag', values}})", _RULES
        )
        return [
            f"{one['id']}: {one['help']} ({node['html'][:200]}) {node['failureSummary'][:300]}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"][:3]
        ]


@asynccontextmanager
async def screen(
    opened: Browser, *, locale: str = "en-GB", width: int = 1000, scheme: Any = "light"
) -> AsyncIterator[Screen]:
    context = await opened.new_context(
        locale=locale, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    context.set_default_timeout(60_000)
    made = Screen(await context.new_page())
    yield made
    await context.close()
