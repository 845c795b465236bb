"""What the finder gets of tickers without a selector: precision and recall of headlines.

real pages      whole saved pages with the block that a person named (../shared/pages, manifest.json), and
                Arabic home pages, whose blocks are named here
development     invented pages with the headlines that a reader would want (tests/data/ticker_heldback),
                once held back
held back       more of them (tests/data/ticker_heldback2): measured by totals, never tuned on

.venv/bin/python -m tests.quality.tickers [FOLDER of the real pages]
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from streamer import text
from streamer.sources import Response
from streamer.sources.ticker import read
from streamer.titles import count, is_control

_DATA: Final = Path(__file__).parents[1] / "data"
DEVELOPMENT: Final = _DATA / "ticker_heldback"
HELD_BACK: Final = _DATA / "ticker_heldback2"
REAL: Final = Path(__file__).parents[3] / "shared" / "pages"
_ARABIC: Final = {
    "alforatnews_2018_home.html": "#marquee2 a",
    "almaalomah_2018_footer.html": ".fbn-breaking-news a",
    "ammonnews_2018_home.html": "#ageel a",
    "baghdadtoday_2018_home.html": ".ot-widget-article-list h4 a",
    "shafaaq_2018_home.html": ".LastNewsItem a",
    "youm7_2018_home.html": "#nt-title a",
}
"""The blocks of the Arabic pages; the headlines that one of them keeps in a script are added."""
_IN_SCRIPT: Final = re.compile(r"""\]\s*=\s*'<a[^>]*href=([^\s>]+)[^>]*>([^<]+)</a>'""")
_TEST: Final = re.compile(r"contains\(@(\w+),'([^']+)'\)|@(\w+)='([^']+)'")


class Score(NamedTuple):
    """Headlines found that are right, found at all, and there to be found."""

    right: int = 0
    told: int = 0
    there: int = 0

    def plus(self, other: Score) -> Score:
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}   recall {self.recall:.3f}   "
            f"({self.told} found, {self.right} of them right, {self.there} there)"
        )


def titles_of(page: bytes, url: str) -> list[str]:
    """What would be published of a page, in the words in which it is compared."""
    found = read(Response(status=200, url=url, body=page), "")
    told = [text.title(one.title).text for one in found.entries if one.skipped is None]
    return [text.fold(one) for one in told if one]


def invented(folder: Path) -> Iterator[tuple[str, Score]]:
    for case in sorted(folder.glob("*.json")):
        answer = json.loads(case.read_text())
        told = set(titles_of(case.with_suffix(".html").read_bytes(), answer["url"]))
        there = {text.fold(text.title(one).text) for one in answer["titles"]}
        yield case.stem, Score(len(told & there), len(told), len(there))


def real(folder: Path = REAL) -> Iterator[tuple[str, Score]]:
    blocks = {one["file"]: _css(one["selector"]) for one in _manifest(folder)} | _ARABIC
    for name, block in sorted(blocks.items()):
        page = (folder / name).read_bytes()
        told = titles_of(page, "https://mirror.example/a/page")
        there = _headlines(page, block) if block else []
        right = sum(any(title in called for called in there) for title in told)
        yield name, Score(right, len(told), len(there))


def total(scores: Iterator[tuple[str, Score]]) -> Score:
    whole = Score()
    for _, score in scores:
        whole = whole.plus(score)
    return whole


def _manifest(folder: Path) -> list[dict[str, str | None]]:
    # A block of the manifest without a sample has a name and no headlines.
    cases = json.loads((folder / "manifest.json").read_text())
    return [{**one, "selector": one["selector"] if one["sample"] else None} for one in cases]


def _css(xpath: str | None) -> str | None:
    """`//*[@id='x']` and the like, which is all that the manifest has."""
    if xpath is None:
        return None
    tag = xpath.removeprefix("//").partition("[")[0].replace("*", "")
    tests = (
        f'[{part}*="{some}"]' if part else f'[{whole}="{all_}"]'
        for part, some, whole, all_ in _TEST.findall(xpath)
    )
    return tag + "".join(tests)


def _headlines(page: bytes, block: str) -> list[set[str]]:
    """Each headline of a block by all that its links are called; read plainly, not as the finder does."""
    body = page.decode("utf-8", "replace")
    tree = LexborHTMLParser(body)
    links: dict[str, set[str]] = {}
    for node in tree.css(block):
        for link in [node] if node.tag == "a" else node.css("a[href]"):
            links.setdefault(link.attributes.get("href") or "", set()).update(_names(link))
    for url, words in _IN_SCRIPT.findall(body):
        links.setdefault(url, set()).add(text.fold(words))
    return [
        names
        for names in links.values()
        if any((count(one) >= 3 or len(one) >= 12) and not is_control(one) for one in names)
    ]


def _names(link: LexborNode) -> Iterator[str]:
    parts = [link, *link.css("h1,h2,h3,h4,h5,span,strong,div")]
    for words in (" ".join(part.text(separator=" ").split()) for part in parts):
        if words:
            yield text.fold(words)
    own = (one.text_content or "" for one in link.iter(include_text=True) if one.tag == "-text")
    yield text.fold(" ".join(own))
    for name in ("title", "alt"):
        for node in [link, *link.css(f"[{name}]")]:
            if words := node.attributes.get(name):
                yield text.fold(words)


def show(folder: Path = REAL) -> bool:
    """Prints the figures; False where there is nothing to measure on."""
    print("\ntickers without a selector")
    if (folder / "manifest.json").exists():
        cases = list(real(folder))
        for name, score in cases:
            if score.told != score.right or score.there != score.right:
                print(f"  {name}: {score}")
        print(f"  real pages ({len(cases)}):  {total(iter(cases))}")
    else:
        print(f"  real pages: NOT MEASURED, they are not in {folder}")
    for what, pages in (("development", DEVELOPMENT), ("held back", HELD_BACK)):
        cases = list(invented(pages))
        whole = sum(score.told == score.right == score.there for _, score in cases)
        print(f"  {what} ({len(cases)}, {whole} of them without a fault):  {total(iter(cases))}")
    return (folder / "manifest.json").exists()


if __name__ == "__main__":
    sys.exit(0 if show(Path(sys.argv[1]) if len(sys.argv) > 1 else REAL) else 1)
