"""A label (عاجل, آخر الأخبار, Breaking) and the block that it names.

    label ─► what follows it, up to the next heading ─► what stands before it, where it is the last
          └─► its parent, where nothing but the label is in there ─► the same again

A label with nothing behind it is an answer of its own: the block of another label is never taken for its.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from streamer.labels import rank_of
from streamer.page import Page, ancestors, attribute, names, text_of

_HIGHEST: Final = 4
"""So many wrappers may stand around a label alone."""
_EXTRA: Final = 40
"""Characters that may stand beside a label in its heading: "more", a count, the names of other tabs."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NEVER: Final = frozenset({"script", "style", "option", "title", "button", "template", "noscript"})
_BLOCKS: Final = frozenset({"div", "ul", "ol", "section", "marquee", "table", "aside", "dl", "p"})
_MENUS: Final = frozenset({"nav", "menu", "navbar", "topnav", "breadcrumbs"})
_ENDS: Final = frozenset({"body", "html", "main", "article", "form", None})

Holds = Callable[[list[LexborNode]], bool]


def labels(page: Page) -> Iterator[tuple[int, LexborNode, str]]:
    """Elements that are nothing but a label: rank, element, words. In the order of the page."""
    body = page.tree.body
    if body is None:
        return
    for node in body.traverse(include_text=True):
        words = None
        if node.tag == "-text":
            words, label = node.text_content, node.parent
        elif node.tag == "img":
            words, label = attribute(node, "alt"), node
        if not words or label is None or len(words) > 100:
            continue
        rank = rank_of(" ".join(words.split()))
        if rank and _may_name(label):
            yield rank, label, " ".join(words.split())


def _may_name(label: LexborNode) -> bool:
    """Not in a menu, a control or a headline; a link only where it is a heading's."""
    headed = False
    for node in (label, *ancestors(label)):
        headed = headed or node.tag in _HEADINGS
        if node.tag in _NEVER or _MENUS & {node.tag or "", *(one.lower() for one in names(node))}:
            return False
        if node.tag == "a" and attribute(node, "href").strip("# "):
            listed = any(one.tag == "li" for _, one in zip(range(3), ancestors(node), strict=False))
            return not listed and (headed or _heads(node)) and _is_alone(node, label)
    return True


def _heads(link: LexborNode) -> bool:
    above = next(ancestors(link), None)
    return above is not None and (
        above.tag in _HEADINGS
        or any("title" in one.lower() or "head" in one.lower() for one in names(above))
    )


def _is_alone(link: LexborNode, label: LexborNode) -> bool:
    """Whether a link says nothing but the label: else it is a headline that begins with it."""
    return len(text_of(link)) <= len(text_of(label)) + 3


def beside(label: LexborNode, holds: Holds) -> list[LexborNode]:
    """The nodes of the block that `label` names; empty: it names none that has items. `holds`: whether
    nodes have items, and not too many."""
    here = label
    words = len(text_of(label))
    for _ in range(_HIGHEST):
        behind = _behind(here)
        found = _best(here, behind, holds)
        if found:
            return found
        before = _sibling(here, -1)
        last = _sibling(here, 1) is None
        fits = before is not None and before.tag in _BLOCKS and not _named(before)
        if last and before is not None and fits and holds([before]):
            return [before]
        above = here.parent
        if above is None or above.tag in _ENDS:
            return []
        if len(text_of(above)) > words + _EXTRA:
            return []
        here = above
    return []


def _behind(here: LexborNode) -> list[LexborNode]:
    """The elements after a label's, up to the next heading or label."""
    found: list[LexborNode] = []
    beside = _sibling(here, 1)
    while beside is not None and len(found) < 100:
        if beside.tag in _HEADINGS and beside.css_first("a[href]") is None:
            break
        if _named(beside):
            break
        if beside.tag not in _NEVER:
            found.append(beside)
        beside = _sibling(beside, 1)
    return found


def _best(here: LexborNode, behind: list[LexborNode], holds: Holds) -> list[LexborNode]:
    """One block of those behind a label, or all of them where they are the rows of one."""
    single = [node for node in behind if holds([node])]
    if not single:
        return behind if len(behind) > 1 and holds(behind) else []
    first, around = single[0], here.parent
    if first.tag == "a" and around is not None and around.tag not in _ENDS and holds([around]):
        return [around]
    rows = [node for node in single if _shape(node) == _shape(first)]
    tab = _tab(here, first)
    if tab is not None and holds([tab]):
        return [tab]
    return rows if len(rows) > 1 and first.tag != "ul" else [first]


def _tab(here: LexborNode, panels: LexborNode) -> LexborNode | None:
    """The panel of a label that is one of several tabs: as many panels, in the same order."""
    tabs = [here]
    before = _sibling(here, -1)
    while before is not None:
        tabs.insert(0, before)
        before = _sibling(before, -1)
    at, after = len(tabs) - 1, _sibling(here, 1)
    inner = [one for one in panels.iter() if one.css_first("a[href]")]
    count = len(tabs)
    while after is not None and after.mem_id != panels.mem_id:
        count, after = count + 1, _sibling(after, 1)
    return inner[at] if 1 < count == len(inner) else None


def is_row(node: LexborNode) -> bool:
    """Whether a block is one row among others like it, so that a label in it is that row's mark."""
    if node.tag in ("li", "tr", "td", "dd", "a"):
        return True
    for step in (1, -1):
        beside = _sibling(node, step)
        alike = beside is not None and _shape(beside) == _shape(node) != (node.tag, "")
        if beside is not None and alike and beside.css_first("a[href]") and not _named(beside):
            return True
    return False


def _named(node: LexborNode) -> bool:
    """Whether a block has a label of its own; in a row of one link it would be that row's mark."""
    if node.tag in ("a", "span", "li") or len({attribute(a, "href") for a in node.css("a")}) == 1:
        return False
    for one in (node, *node.css("h1,h2,h3,h4,h5,span,b,strong,div,p,a,img")):
        words = attribute(one, "alt") if one.tag == "img" else ""
        if not words and (inner := list(one.iter(include_text=True))) and len(inner) <= 3:
            words = text_of(one)
        if words and len(words) < 60 and rank_of(words):
            return True
    return False


def _shape(node: LexborNode) -> tuple[str, str]:
    return node.tag or "", attribute(node, "class").strip().partition(" ")[0]


def _sibling(node: LexborNode, step: int) -> LexborNode | None:
    beside = node.next if step > 0 else node.prev
    while beside is not None and (beside.tag or "-").startswith(("-", "_")):
        beside = beside.next if step > 0 else beside.prev
    return beside
