"""A label (عاجل, آخر الأخبار, Breaking) and the block that it names.

    label ─► what follows it, up to the next heading ─► what stands before it, where it is the last
          └─► its parent, where nothing but the label is in there ─► the same again

A label with nothing behind it is an answer of its own: the block of another label is never taken for its.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from streamer.labels import is_other, may_begin_label, rank_of
from streamer.page import Page, ancestors, attribute, folded, little, names, text_of
from streamer.titles import count

_HIGHEST: Final = 6
"""So many wrappers may stand around a label alone."""
_EXTRA: Final = 40
"""Characters that may stand beside a label in its heading: "more", a count, the names of other tabs."""
_SHORT: Final = 60
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NEVER: Final = frozenset({"script", "style", "option", "title", "template", "noscript"})
_BLOCKS: Final = frozenset({"div", "ul", "ol", "section", "marquee", "table", "aside", "dl", "p"})
_DAYS_OF: Final = """
    اليوم|أمس|الأمس|غدا|today|yesterday|heute|gestern|hoy|ayer|aujourd'hui|hier|bugün|dün|امروز|دیروز|ئەمڕۆ
    دوێنێ|îro|duh
"""
_DAYS: Final = frozenset(folded(day) for line in _DAYS_OF.splitlines() for day in line.split("|"))
_LISTS: Final = frozenset({"ul", "ol", "marquee", "table", "dl"})
_FILED: Final = re.compile(
    r"(?:تصنيف|التصنيف|القسم|قسم|وسم|الوسم|أرشيف|نتائج|البحث|بحث|category|tag|archives?|search|results|topic|"
    r"étiquette|catégorie|kategorie|schlagwort|etiqueta|categoría|etiket|kategori|دسته|برچسب)\b.{0,30}?[:：]|"
    r"(?:نتائج البحث|search results|results for)",
    re.I,
)
"""The heading of a page that lists what is filed under some word."""
_MENUS: Final = frozenset({"nav", "menu", "navbar", "topnav", "breadcrumbs"})
_ENDS: Final = frozenset({"body", "html", "main", "article", "form", None})

Holds = Callable[[list[LexborNode]], bool]


MOST_LABELS: Final = 60
MOST_ASKED: Final = 120
_MOST_TABS: Final = 20


def labels(page: Page) -> Iterator[tuple[int, LexborNode, str]]:
    """Elements that are nothing but a label: rank, element, words. In the order of the page."""
    body, found, asked = page.tree.body, 0, 0
    seen: set[int] = set()
    if body is None:
        return
    yield from (one for one in _pictured(page) if _may_name(one[1]))
    for node in body.traverse(include_text=True):
        words = None
        if node.tag == "-text":
            words, label = node.text_content, node.parent
        elif node.tag == "img":
            words, label = attribute(node, "alt"), node
        if not words or label is None or len(words) > 100:
            continue
        words = " ".join(words.split())
        rank = rank_of(words)
        if not rank and words and node.tag == "-text" and may_begin_label(words):
            label, words = _whole(label)  # its words may stand in several elements
            rank = rank_of(words)
            if label.mem_id in seen:
                continue
        seen.add(label.mem_id)
        asked += bool(rank)
        if rank and asked < MOST_ASKED and found < MOST_LABELS and _may_name(label):
            found += 1
            yield rank, label, words


def _pictured(page: Page) -> Iterator[tuple[int, LexborNode, str]]:
    """Labels that only an attribute has: of a drawing, a sign, a button."""
    for node in page.tree.css("svg[aria-label], i[aria-label], i[title], input[value]")[
        :MOST_ASKED
    ]:
        words = (attribute(node, name) for name in ("aria-label", "title", "value"))
        told = next(filter(None, words), "")
        if rank := rank_of(told):
            yield rank, node, told


def _whole(part: LexborNode) -> tuple[LexborNode, str]:
    """An element with little in it, or the one around it where that has little too."""
    for above in (part, part.parent):
        if above is None or above.tag in _ENDS:
            break
        words = little(above)
        if words and rank_of(words):
            return above, words
    return part, ""


def _may_name(label: LexborNode) -> bool:
    """Not in a menu, a control or a headline; a link only where it is a heading's."""
    headed = False
    for node in (label, *ancestors(label)):
        headed = headed or node.tag in _HEADINGS
        menu = _MENUS & {node.tag or "", *(one.lower() for one in names(node))}
        if node.tag in _NEVER or (menu and _panel(label) is None):
            return False
        if node.tag in _HEADINGS and _FILED.match(text_of(node)):
            return False
        if node.tag == "h1" and text_of(label).startswith("#"):
            return False  # the page is what is filed under the word
        if node.tag == "a" and not re.match(r"#|javascript:|$", attribute(node, "href").strip()):
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
    if len(text_of(label)) > _SHORT and holds([label]):
        return [label]  # the label is the beginning of the block's own text
    panel = _panel(label)
    if panel is not None and holds([panel]):
        return [panel]
    here, at = label, (0, 1)
    words = len(text_of(label))
    for _ in range(_HIGHEST):
        at = _place_among(here) if at[1] == 1 else at
        if found := _best(here, _behind(here), at, holds):
            return found
        before = _sibling(here, -1)
        last = _sibling(here, 1) is None
        fits = before is not None and before.tag in _BLOCKS and not _named(before)
        if last and before is not None and fits and holds([before]):
            return [before]
        if _stands_empty(here):
            return []
        above = here.parent
        if above is None or above.tag in _ENDS or len(text_of(above)) > words + _EXTRA:
            return []
        here = above
    return []


def _stands_empty(here: LexborNode) -> bool:
    """Whether what the label names stands there, and nothing in it: then it is none further up."""
    beside = _sibling(here, 1)
    for _ in range(_MOST_TABS):
        if beside is None:
            break
        if beside.tag in _LISTS and not text_of(beside):
            return True
        beside = _sibling(beside, 1)
    return False


def others_in(page: Page) -> set[int]:
    """The elements (mem_id) that hold a heading of something else, as the most read: what holds one is no
    block of a label."""
    around: set[int] = set()
    body = page.tree.body
    for node in body.traverse(include_text=True) if body is not None else ():
        words = (node.text_content or "").strip() if node.tag == "-text" else ""
        if 1 < len(words) < _SHORT and is_other(words) and _heads_others(node, words):
            around.update(above.mem_id for above in ancestors(node))
    return around


def _heads_others(text: LexborNode, words: str) -> bool:
    """One word may be a badge of an item."""
    near = [one for _, one in zip(range(3), ancestors(text), strict=False)]
    if any(one.tag in _HEADINGS for one in near):
        return True
    return " " in words or any(one.tag == "button" for one in near)


def _panel(label: LexborNode) -> LexborNode | None:
    """What a tab points at, as href="#id", data-target or aria-controls."""
    for node in (label, *(one for _, one in zip(range(2), ancestors(label), strict=False))):
        for name in ("href", "data-target", "data-bs-target", "aria-controls"):
            target = attribute(node, name).removeprefix("#")
            if re.fullmatch(r"[\w-]+", target) and (
                name == "aria-controls" or "#" in attribute(node, name)
            ):
                top = [node, *ancestors(node)][-1]
                return top.css_first(f'[id="{target}"]')
    return None


def _behind(here: LexborNode) -> list[LexborNode]:
    """The elements after a label's, up to the next heading or label."""
    found: list[LexborNode] = []
    beside = _sibling(here, 1)
    while beside is not None and len(found) < 40:
        headed = beside.tag in _HEADINGS and beside.css_first("a[href]") is None
        if headed and not _is_day(text_of(beside)):
            break
        if _named(beside):
            break
        if beside.tag not in _NEVER:
            found.append(beside)
        beside = _sibling(beside, 1)
    return found


def _best(
    here: LexborNode, behind: list[LexborNode], at: tuple[int, int], holds: Holds
) -> list[LexborNode]:
    """One block of those behind a label, or all of them where they are the rows of one."""
    single = [node for node in behind if holds([node])]
    if not single:
        return behind if len(behind) > 1 and holds(behind) else []
    first, around = single[0], here.parent
    if first.tag == "a" and around is not None and around.tag not in _ENDS and holds([around]):
        return [around]
    panels = [one for one in first.iter() if one.css_first("a[href]")]
    if 1 < at[1] == len(panels) and holds([panels[at[0]]]):
        return [panels[at[0]]]  # as many panels as tabs, in the same order
    rows = [node for node in single if _shape(node) == _shape(first)]
    by_day = any(one.tag in _HEADINGS and _is_day(text_of(one)) for one in behind)
    return rows if len(rows) > 1 and (first.tag != "ul" or by_day) else [first]


def _place_among(node: LexborNode) -> tuple[int, int]:
    """The place of a tab among its like, and how many they are."""
    before, behind = _alike(node, -1), _alike(node, 1)
    return before, before + behind + 1


def _alike(node: LexborNode, step: int) -> int:
    """So many elements of its kind stand in a row before (-1) or behind a node; of no more than some tabs."""
    number, beside = 0, _sibling(node, step)
    while beside is not None and beside.tag == node.tag and number < _MOST_TABS:
        number, beside = number + 1, _sibling(beside, step)
    return number


def is_row(node: LexborNode) -> bool:
    """Whether a block is one row among others like it, so that a label in it is that row's mark."""
    if node.tag in ("li", "tr", "td", "dd", "a"):
        alone = node.tag == "td" and _is_only_row(node.parent)
        return len(_addresses(node)) < 3 and not alone
    for step in (1, -1):
        beside = _sibling(node, step)
        alike = beside is not None and _shape(beside) == _shape(node) != (node.tag, "")
        if beside is not None and alike and beside.css_first("a[href]") and not _named(beside):
            return True
    return False


def _is_only_row(row: LexborNode | None) -> bool:
    """Whether no other row of its table has a link."""
    if row is None:
        return False
    rows = row.parent.iter() if row.parent is not None else ()
    return not any(one.mem_id != row.mem_id and one.css_first("a[href]") for one in rows)


def _named(node: LexborNode) -> bool:
    """Whether a block begins with a label or heading of its own. In a row of one link it would be that
    row's mark."""
    if node.tag in ("a", "span", "li") or len(_addresses(node)) == 1:
        return False
    first = next((one for one in node.traverse(include_text=True) if _says(one)), None)
    if first is None:
        return False
    label = rank_of(" ".join(_says(first).split())) is not None
    for above in ancestors(first) if first.tag == "-text" else (first, *ancestors(first)):
        if above.tag in _HEADINGS:
            return label or not (
                _is_day(text_of(above))
                or _addresses(above)
                or any(one.tag == "a" for one in ancestors(above))
            )
        if _addresses(above):
            return label and len(_addresses(above)) > 1
        if above.mem_id == node.mem_id:
            break
    return label


def _is_day(words: str) -> bool:
    """Whether a heading only says of which day the next lines are."""
    return count(words) <= 4 and (any(map(str.isdigit, words)) or folded(words) in _DAYS)


def _says(node: LexborNode) -> str:
    if node.tag == "img":
        return attribute(node, "alt") if rank_of(attribute(node, "alt")) else ""
    text = (node.text_content or "").strip() if node.tag == "-text" else ""
    return "" if text and node.parent is not None and node.parent.tag in _NEVER else text


def _addresses(node: LexborNode) -> set[str]:
    return {href for one in node.css("a[href]") if (href := attribute(one, "href").strip("# "))}


def _shape(node: LexborNode) -> tuple[str, str]:
    return node.tag or "", attribute(node, "class").strip().partition(" ")[0]


def _sibling(node: LexborNode, step: int) -> LexborNode | None:
    beside = node.next if step > 0 else node.prev
    while beside is not None and (beside.tag or "-").startswith(("-", "_")):
        beside = beside.next if step > 0 else beside.prev
    return beside
