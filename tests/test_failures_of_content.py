"""Ways in which what real publishers send breaks those who poll them, each played by a server on loopback.

The numbers are those of a list of 25 such failures, each seen in public threads; 1 to 10 are about asking,
11 to 25, here, about what comes. Faults 23 to 27 of our own list (bombs, charsets, floods, hostile titles)
are played too, where they pass through a visit.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from streamer.headline import Headline
from streamer.settings import SourceSettings
from tests.fakes import _Served
from tests.visits import Visits


class Outlet(_Served):
    """Serves one document, whatever is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.body: bytes = b""
        self.kind = "application/rss+xml"
        self.app.router.add_get("/{path:.*}", self._any)

    async def _any(self, _: web.Request) -> web.Response:
        return web.Response(body=self.body, headers={"Content-Type": self.kind})

    def show(self, *items: str, attributes: str = "", charset: str = "utf-8") -> None:
        text = f'<rss version="2.0" {attributes}><channel><title>t</title>{"".join(items)}</channel></rss>'
        self.body = text.encode(charset)


class Desk:
    """A source of the outlet, and what it told."""

    def __init__(self, visits: Visits, outlet: Outlet, kind: str = "feed") -> None:
        self.visits, self.outlet = visits, outlet
        self.source = SourceSettings(
            name=f"s-{kind}", kind=kind, url=outlet.base + "/wire", outlet="127.0.0.1",
            timezone="Asia/Baghdad", first_run="publish",
        )  # fmt: skip

    async def sees(self, *items: str, **more: str) -> list[Headline]:
        """The outlet shows these items at the next visit; all that was told so far, the oldest first."""
        if items or more:
            self.outlet.show(*items, **more)
        failed = await self.visits.to(self.source)
        assert failed is None, failed
        return await self.visits.told()

    async def fails(self, body: str | bytes = "") -> str:
        """Why a visit brings nothing, when this is served."""
        self.outlet.body = body.encode() if isinstance(body, str) else body
        failed = await self.visits.to(self.source)
        assert failed is not None
        return failed.why


def item(title: str, link: str = "", guid: str = "", date: str = "", more: str = "") -> str:
    parts = {"title": title, "link": link, "guid": guid, "pubDate": date}
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in parts.items() if text)
    return f"<item>{inner}{more}</item>"


@pytest.fixture
async def outlet() -> AsyncIterator[Outlet]:
    async with Outlet() as outlet:
        yield outlet


@pytest.fixture
def desk(visits: Visits, outlet: Outlet) -> Desk:
    return Desk(visits, outlet)


TITLES = (
    "افتتاح جسر الرافد أمام المركبات",
    "ميناء جديد في جنوب المدينة",
    "موازنة الحدائق تقر اليوم",
)


async def test_11_guids_that_are_rewritten_tell_nothing_twice(desk: Desk) -> None:
    for path in ("http://old.example/?p=", "https://new.example/item/", "urn:uuid:"):
        told = await desk.sees(*[
            item(title, f"/a/{at}-slug", f"{path}{at}") for at, title in enumerate(TITLES)
        ])  # fmt: skip
    assert [one.title for one in told] == list(TITLES)
    assert {one.was for one in told} == {"new"}


async def test_12_without_a_guid_the_address_names_an_item_and_without_that_the_title(
    desk: Desk,
) -> None:
    for guid in ("", " ", "<![CDATA[]]>"):
        told = await desk.sees(item(TITLES[0], "/a/1-slug", guid), item(TITLES[1], "", guid))
    assert [one.title for one in told] == list(TITLES[:2])


async def test_13_items_that_share_a_guid_are_told_apart(desk: Desk) -> None:
    for _ in range(2):
        told = await desk.sees(*[
            item(title, f"/a/{at}-slug", "always-the-same") for at, title in enumerate(TITLES)
        ])  # fmt: skip
    assert [one.title for one in told] == list(TITLES)
    told = await desk.sees(item("عنوان آخر تماما للجسر", "/a/0-slug", "always-the-same"))
    assert [(one.was, one.previous) for one in told[3:]] == [("edited", TITLES[0])]


async def test_14_two_guids_for_one_article_are_one_item(desk: Desk) -> None:
    told = await desk.sees(item(TITLES[0], "/a/slug", "g-1"), item(TITLES[0], "/a/slug", "g-2"))
    assert len(told) == 1
    assert len(await desk.sees(item(TITLES[0], "/a/slug?utm_source=rss", "g-3"))) == 1


async def test_15_an_edited_headline_is_told_as_an_edit_and_a_count_of_comments_is_none(
    desk: Desk,
) -> None:
    await desk.sees(item(f"{TITLES[0]} (3 تعليقات)", "/a/1-slug", "g"))
    for count in ("(4 تعليقات)", "(12 comments)", "[25 Comments]", ""):
        told = await desk.sees(item(f"{TITLES[0]} {count}", "/a/1-slug", "g"))
    assert len(told) == 1
    told = await desk.sees(item(f"{TITLES[0]} (1 comment) بعد عامين", "/a/1-slug", "g"))
    assert [one.was for one in told] == ["new", "edited"]
    for victims in ("(3)", "(4)"):  # a number alone may be the news
        told = await desk.sees(item(f"ارتفاع عدد المصابين {victims}", "/a/2-slug", "h"))
    assert [one.was for one in told[2:]] == ["new", "edited"]


async def test_16_a_new_stamp_on_an_old_story_is_no_news(desk: Desk) -> None:
    for hours in (5, 3, 0):
        date = format_datetime(desk.visits.clock.now - timedelta(hours=hours))
        told = await desk.sees(item(TITLES[0], "/a/1-slug", "g", date))
    assert len(told) == 1


@pytest.mark.parametrize("date", ["", "soon", "31 Feb 2024", "09:40", "0000-00-00 00:00:00"])
async def test_17_no_date_is_never_made_one(desk: Desk, date: str) -> None:
    for _ in range(2):
        told = await desk.sees(item(TITLES[0], "/a/1-slug", "g", date))
        desk.outlet.body += b" "  # read anew
    [one] = told
    assert (one.published, one.published_from, one.published_raw) == (None, None, date or None)


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Mo, 25 Jun 2018 09:40:00 +0200", "2018-06-25T09:40:00+02:00"),
        ("الاثنين 25 حزيران 2018 - 09:40 م", "2018-06-25T21:40:00+03:00"),
        ("25 جوان 2018 على الساعة 09:40", "2018-06-25T09:40:00+03:00"),
        ("lun, 25 juin 2018 09:40:00 +0200", "2018-06-25T09:40:00+02:00"),
    ],
)
async def test_18_months_and_days_in_any_language_are_read(
    desk: Desk, date: str, published: str
) -> None:
    [one] = await desk.sees(item(TITLES[0], "/a/1-slug", "g", date))
    assert (one.published, one.published_from) == (published, "item")


@pytest.mark.parametrize(
    "date", ["Thu, 01 Jan 2099 00:00:00 GMT", "1439-07-02T11:20:00+03:00", "10 رجب 1439"]
)
async def test_19_a_date_ahead_or_of_another_calendar_is_none(desk: Desk, date: str) -> None:
    [one] = await desk.sees(item(TITLES[0], "/a/1-slug", "g", date))
    assert (one.published, one.published_raw) == (None, date)


@pytest.mark.parametrize("kind", ["text/xml; charset=us-ascii", "application/xml", "text/html"])
@pytest.mark.parametrize("charset", ["cp1256", "utf-8"])
async def test_20_the_charset_is_ours_to_decide(desk: Desk, kind: str, charset: str) -> None:
    desk.outlet.kind = kind
    [one] = await desk.sees(item(TITLES[0], "/a/1-slug"), charset=charset)
    assert one.title == TITLES[0]


async def test_20_a_spoilt_title_is_refused_or_mended_and_a_bad_byte_harms_one_letter(
    desk: Desk,
) -> None:
    twice = TITLES[1].encode().decode("cp1252", "replace")
    desk.outlet.show(item(TITLES[0], "/a/1-slug"), item(twice, "/a/2-slug"), item("جديد", "/a/3-x"))
    desk.outlet.body = desk.outlet.body.replace("جديد".encode(), b"\xff" + "جديد".encode())
    told = await desk.sees()
    assert "Ø" not in "".join(one.title for one in told)
    assert TITLES[0] in [one.title for one in told]


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("a\x08b\x1b[31m & c", "ab[31m & c"),
        ("Ben & Jerry &nbsp; &undefined; d", "Ben & Jerry &undefined; d"),
        ("half &#xD83D; a letter &#0;", "half a letter"),
    ],
)
async def test_21_what_xml_forbids_costs_itself_alone(desk: Desk, raw: str, title: str) -> None:
    told = await desk.sees(item(raw, "/a/1-slug"), item(TITLES[1], "/a/2-slug"))
    assert [one.title for one in told] == [title, TITLES[1]]


@pytest.mark.parametrize("amp", ["&amp;", "&amp;amp;", "&amp;amp;amp;", "<![CDATA[&amp;]]>"])
async def test_22_escapes_of_escapes_are_undone(desk: Desk, amp: str) -> None:
    [one] = await desk.sees(item(f"الميناء {amp} الجسر", "/a/1-slug"))
    assert one.title == "الميناء & الجسر"


@pytest.mark.parametrize(
    ("attributes", "link", "path"),
    [
        ("", "a/1-slug", "/a/1-slug"),
        ("", "//127.0.0.1:{port}/a/1-slug", "/a/1-slug"),
        ("", "?id=7", "/wire?id=7"),
        ('xml:base="/deep/er/"', "1-slug", "/deep/er/1-slug"),
        ('xml:base="not an address"', "/a/1-slug", "/a/1-slug"),
        ('xml:base="mailto:desk@a.example"', "/a/1-slug", "/a/1-slug"),
        ('xml:base=""', "/a/1-slug", "/a/1-slug"),
    ],
)
async def test_23_links_are_resolved_against_the_right_base(
    desk: Desk, attributes: str, link: str, path: str
) -> None:
    link = link.replace("{port}", str(desk.outlet.port))
    [one] = await desk.sees(item(TITLES[0], link), attributes=attributes)
    assert one.url == desk.outlet.base + path


async def test_24_a_watched_page_tells_only_what_is_new_on_it(
    visits: Visits, outlet: Outlet
) -> None:
    """Order, clocks beside titles and a block that is missing for once are no news."""
    desk = Desk(visits, outlet, "ticker")
    outlet.kind = "text/html"

    def page(*titles: str, ago: str) -> bytes:
        items = "".join(
            f'<li><a href="/a/{TITLES.index(title)}-slug">{title}<span class="time">{ago}</span></a></li>'
            for title in titles
        )
        return f'<div class="breaking-news"><h3>آخر الأخبار</h3><ul>{items}</ul></div>'.encode()

    outlet.body = page(*TITLES, ago="منذ دقيقة")
    assert len(await desk.sees()) == 3
    outlet.body = page(*reversed(TITLES), ago="منذ 5 دقائق")
    assert len(await desk.sees()) == 3
    assert await desk.fails("<html><body><h1>صيانة</h1><p>نعود قريبا</p></body></html>")
    outlet.body = page(*TITLES, *TITLES, ago="1 hour ago")
    assert [one.title for one in await desk.sees()] == list(TITLES)


async def test_25_what_nobody_sees_makes_no_other_headline(desk: Desk) -> None:
    plain = "مجلس مارس يقر الموازنة"
    told = []
    for title in (
        "\u202eمجلس مـارس\u202c يقر الموازنة",
        "مجلس م\u200bارس يقر\u200f الموازنة\ufeff",
        "\u2067مجلس مَارِس\u2069 يقر المـــوازنة",
        plain,
    ):
        told = await desk.sees(item(title, "/a/1-slug", "g"))
    [one] = told
    assert not set("\u202e\u202c\u2067\u2069\u200b\ufeff") & set(one.title)


# ── faults that pass through a visit ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel/></rss>',
        '<!DOCTYPE r [<!ENTITY i SYSTEM "file:///etc/passwd">]><rss><channel/></rss>',
        "<rss version='2.0'><channel><item><title>" + "<b>" * 200_000,
        "", " ", "<html><body>Down</body></html>", '{"error": 1}',
    ],
    ids=["laughs", "external", "deep", "empty", "blank", "page", "json"],
)  # fmt: skip
async def test_fault_23_a_document_that_harms_or_is_none_is_a_failed_visit(
    desk: Desk, body: str
) -> None:
    assert await desk.fails(body)
    assert await desk.visits.told() == []
    assert [one.title for one in await desk.sees(item(TITLES[0], "/a/1-slug"))] == [TITLES[0]]


async def test_fault_24_a_cut_document_tells_its_whole_entries(desk: Desk) -> None:
    desk.outlet.show(item(TITLES[0], "/a/1-slug"), item(TITLES[1], "/a/2-slug"))
    whole = desk.outlet.body
    desk.outlet.body = whole[: whole.index(TITLES[1].encode()) + 12]
    assert [one.title for one in await desk.sees()] == [TITLES[0]]
    desk.outlet.body = whole
    assert [(one.was, one.title) for one in (await desk.sees())[1:]] == [("new", TITLES[1])]


async def test_fault_25_guids_that_change_at_each_visit_flood_nobody(desk: Desk) -> None:
    for turn in range(3):
        now = datetime.now(UTC).timestamp()
        told = await desk.sees(*[
            item(f"خبر متغير رقم {at}", f"/a/{at}-slug?utm_source={now}", f"{now}-{turn}-{at}")
            for at in range(40)
        ])  # fmt: skip
    assert len(told) == 40


async def test_fault_25_fifty_thousand_items_are_capped(desk: Desk) -> None:
    items = [item(f"headline number {at}", f"/a/{at}-slug", "one-for-all") for at in range(50_000)]
    desk.source = SourceSettings(
        name="s", kind="feed", url=desk.outlet.base + "/wire", outlet="127.0.0.1",
        timezone="UTC", first_run="publish", max_bytes=20 * 1024**2,
    )  # fmt: skip
    told = await desk.sees(*items)
    assert len(told) == 2000
    assert desk.visits.states["s"].note == "cut at 2000 entries"


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("&lt;!channel&gt; &lt;@U1&gt; *b* @here", "<!channel> <@U1> *b* @here"),
        ("a &lt;http://evil|bank&gt; b", "a <http://evil|bank> b"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;x &lt;b&gt;y&lt;/b&gt;", "x y"),
        ("a\r\nb\x1b[2J {&quot;c&quot;: 1}", 'a b[2J {"c": 1}'),
    ],
)  # fmt: skip
async def test_fault_26_signs_are_shown_as_written(desk: Desk, raw: str, title: str) -> None:
    [one] = await desk.sees(item(raw, "/a/1-slug"))
    assert one.title == title


async def test_fault_27_marks_without_end_are_cut(desk: Desk) -> None:
    [one] = await desk.sees(item("ب" + "\u0651" * 5000 + " خبر", "/a/1-slug"))
    assert len(one.title) < 20
    assert one.truncated
