"""What an item's URL says of it: fit to be shown, one name however written, the site's own number."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streamer.item_url import LONGEST, canonical, is_front, numbers, safe, site

SLUG = "انهيار-جسر-في-الموصل"

some_text = st.text(st.characters(codec="utf-8") | st.characters(categories=["Cs"]))
some_url = st.one_of(
    some_text,
    st.builds(
        "{}://{}{}{}".format,
        st.sampled_from(["http", "https", "HTTP", "ftp", "javascript"]),
        st.sampled_from(["nahr.example", "www.nahr.example:8080", "[::1]:81", "a@b.example", "نهر.مصر"])
        | some_text,
        some_text.map(lambda path: "/" + path),
        some_text.map(lambda query: "?" + query) | st.just(""),
    ),
    st.text("htps:/?#@[]%&=+.;w0A\\ ", max_size=40).map(lambda text: "http://" + text),
)  # fmt: skip


# ── may it be shown? ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://nahr.example/1",
        "//nahr.example/1",
        "/news/1",
        "http:///news",
        "https://",
        "http://nahr.example/a b",
        "http://nahr.example/a\r\nX-Evil: 1",
        "http://nahr.example/a\x00b",
        "http://nahr.example/\ud800",
        "http://user:secret@nahr.example/",
        "http://:secret@nahr.example/",
        "http://@nahr.example/",
        "http://evil.example\\.nahr.example/",
        "http://nahr.example:0/",
        "http://nahr.example:99999/",
        "http://nahr.example:abc/",
        "http://na\u202ehr.example/",
        "http://[::1/",
        "http://[nahr]/",
        "http://...",
        "http://nahr.example/" + "a" * LONGEST,
        "",
        None,
    ],
)
def test_what_is_no_plain_web_address_is_none(url: str | None) -> None:
    assert safe(url) is None


@pytest.mark.parametrize(
    "url",
    [
        f"https://nahr.example/209345-{SLUG}.html",
        "HTTP://Nahr.example:8080?a=1#b",
        "http://127.0.0.1/1",
        "http://[::1]:8080/1",
        "https://نهر.مصر/1",
        "https://na_hr.example/it's(1)!$&*+,;=:@~",
    ],
)
def test_a_plain_web_address_stays_as_it_is(url: str) -> None:
    assert safe(url) == url


def test_letters_that_nobody_sees_are_percent_encoded() -> None:
    """Persian slugs hold ZWNJ; a bidi override would turn the line round where it is shown."""
    assert safe("http://nahr.example/می\u200cرود\u202e") == (
        "http://nahr.example/می%E2%80%8Cرود%E2%80%AE"
    )


@given(some_url)
@example("http://[::1]")
@example("http://\u2100.example/")
@example("http://xn--\x80/")
@example("http://" + "x" * 300 + "é.example/")
def test_nothing_raises_on_any_string(url: str) -> None:
    shown = safe(url)
    if shown is None:
        return
    assert shown.isprintable()
    assert safe(shown) == shown
    assert len(shown) <= LONGEST
    site(shown)
    is_front(canonical(shown))
    numbers("")(shown)
    numbers(r"(\d+)")(shown)
    assert shown.encode()


# ── what does it name? ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "other",
    [
        f"http://nahr.example/news/{SLUG}",
        f"https://www.nahr.example/news/{SLUG}/",
        f"https://NAHR.example.:443/news/{SLUG}",
        f"https://nahr.example:80/news/{quote(SLUG)}",
        f"https://nahr.example/news/{quote(SLUG).lower()}",
        f"https://nahr.example/ne%77s/{SLUG}",
        f"https://nahr.example/news/{SLUG}?utm_source=x&fbclid=1&PHPSESSID=5",
        f"https://nahr.example/news/{SLUG}#comments",
        f"https://nahr.example/news/{SLUG}?",
    ],
)
def test_one_page_has_one_name_however_its_address_is_written(other: str) -> None:
    assert canonical(other) == canonical(f"https://nahr.example/news/{SLUG}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://nahr.example/a", "http://nahr.example/b"),
        ("http://nahr.example/a", "http://nahr.example/A"),
        ("http://nahr.example/a", "http://arabic.nahr.example/a"),
        ("http://nahr.example/a", "http://nahr.example:8080/a"),
        ("http://nahr.example/?p=1", "http://nahr.example/?p=2"),
        ("http://nahr.example/a%2Fb", "http://nahr.example/a/b"),
        ("http://nahr.example/a%3Fb", "http://nahr.example/a?b"),
        # windows-1256: no UTF-8, and not to be read as one and the same replacement character
        ("http://nahr.example/%C7%E1", "http://nahr.example/%C7%E3"),
        ("http://nahr.example/?t=%C7%E1", "http://nahr.example/?t=%C7%E3"),
    ],
)
def test_two_pages_have_two_names(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_a_host_of_arabic_letters_is_the_same_in_its_ascii_form() -> None:
    assert canonical("http://نهر.مصر/1") == canonical("http://xn--wgb5bd.xn--wgbh1c/1")
    assert site("http://a.نهر.مصر/1") == site("http://xn--wgb5bd.xn--wgbh1c/1")


@given(some_url)
@example("http://www.www.nahr.example/%25zz%2F/?a=%26&a")
@example("http://[::1]:8080/")
def test_a_name_names_itself(url: str) -> None:
    shown = safe(url)
    if shown is not None:
        name = canonical(shown)
        assert canonical("http://" + name) == name


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Z"]), min_size=1))
def test_raw_and_percent_encoded_are_one(slug: str) -> None:
    raw, coded = safe(f"http://nahr.example/x{quote(slug)}"), quote(slug, safe="")
    assert raw
    path = slug.replace("?", "%3F").replace("#", "%23").replace("%", "%25")
    if "/" not in slug and "?" not in slug and "#" not in slug:
        plain = safe(f"http://nahr.example/x{path}")
        assert plain
        assert canonical(plain) == canonical(f"http://nahr.example/x{coded}")


@pytest.mark.parametrize(
    ("url", "front"),
    [
        ("http://nahr.example", True),
        ("https://www.nahr.example/?utm_source=ticker", True),
        ("http://nahr.example/#", True),
        ("http://nahr.example/ar/", True),
        ("http://nahr.example/index.php", True),
        ("http://nahr.example/ar/default.aspx", True),
        ("http://nahr.example/?p=12", False),
        ("http://nahr.example/index.php?id=12", False),
        ("http://nahr.example/abc", False),
        ("http://nahr.example/ar/12", False),
    ],
)
def test_front_pages_are_known(url: str, front: bool) -> None:
    assert is_front(canonical(url)) is front


# ── the site's own number ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "number"),
    [
        (f"/209345-{SLUG}.html", "/#209345"),
        (f"/{quote(f'209345-{SLUG}.html')}", "/#209345"),
        ("/97795-.html", "/#97795"),
        ("/article/361938", "/article#361938"),
        ("/article/361938/", "/article#361938"),
        (f"/news/38828/{SLUG}", "/news#38828"),
        ("/news/687837/1000-day-race-in-2024", "/news#687837"),
        (f"/{SLUG}-70470", "/#70470"),
        ("/ticker/story-4451133.html", "/ticker#4451133"),
        ("/ar/x/177431-2025-03-20-17-26-42", "/ar/x#177431"),
        ("/2024/05/12/61234-slug", "/2024/05/12#61234"),
        ("/article/20250113/425331889/?from=x", "/article/20250113#425331889"),
        ("/article/201105", "/article#201105"),
        ("/news/4021", "/news#4021"),
        ("/modules/article.php?storyid=161651", "/modules/article.php?storyid=161651"),
        ("/?p=161651", "/?p=161651"),
        ("/a.php?ID=77&page=3", "/a.php?id=77"),
        ("/a.php?p=2&newsid=77", "/a.php?newsid=77"),
        ("/index.php?view=article&id=123:slug&Itemid=9", "/index.php?id=123"),
    ],
)
def test_the_number_is_found_in_the_known_shapes(path: str, number: str) -> None:
    assert numbers("")(f"https://nahr.example{path}") == f"nahr.example{number}"


@pytest.mark.parametrize(
    "path",
    [
        "/2024/05/12/slug",
        "/2024/05/12/",
        "/news/2024",
        "/20240512/slug",
        "/20240512-slug",
        "/slug-20240512",
        "/slug-12052024",
        "/202405121530",
        "/202405/slug",
        "/covid-19",
        "/123",
        f"/{SLUG}",
        "/١٢٣٤٥٦",
        "/index.php?option=x&Itemid=45",
        "/a?id=abc",
        "/3e4df8f1-c49a-4d38-ad7b-362322991de8",
        "/",
    ],
)
def test_dates_and_menus_are_no_numbers(path: str) -> None:
    assert numbers("")(f"https://nahr.example{path}") is None


def test_the_number_counts_within_what_stands_before_it() -> None:
    """Sections, hosts and ports may number apart; www and the mobile edition do not."""
    found = {
        numbers("")(f"https://{start}/361938")
        for start in (
            "nahr.example/a",
            "nahr.example/b",
            "sport.nahr.example/a",
            "nahr.example:81/a",
        )
    }
    assert len(found) == 4
    assert numbers("")("http://m.nahr.example/a/361938") in found


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (r"\d{3}", "361"),
        (r"/a/(\d+)", "361938"),
        (r"/b/(\d+)|/a/(\d{4})", "3619"),
        (r"/a/(x?)", None),
        (r"/b/\d+", None),
    ],
)
def test_an_id_pattern_gives_its_group_or_all_it_matches(pattern: str, number: str | None) -> None:
    assert numbers(pattern)("http://nahr.example/a/361938") == number


def test_an_id_pattern_that_never_ends_is_given_up_for_the_document() -> None:
    """So that no URL can hold the poller: `(a|aa)+$` can take 2^30 steps over sixty letters."""
    find = numbers(r"/(a|aa)+$|/(\d+)")
    assert find("http://nahr.example/7") == "7"
    assert find("http://nahr.example/" + "a" * 2000 + "!") is None
    assert find("http://nahr.example/7") is None
    assert numbers(r"/(a|aa)+$|/(\d+)")("http://nahr.example/7") == "7"
