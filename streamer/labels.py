"""The words that stand beside a ticker and are none of its headlines."""

from __future__ import annotations

from typing import Final

from streamer.page import folded

_URGENT: Final = """
    عاجل|خبر عاجل|اخبار عاجلة|أخبار عاجله|الأخبار العاجلة|عاجل الآن|عاجل جدا|العاجل
    breaking|breaking news|urgent|flash|newsflash|news flash|alert
    son dakika|eilmeldung|última hora|alerte info|dernière minute|فوری|خبر فوری|بەپەلە|هەواڵی بەپەلە
"""
_TICKER: Final = """
    شريط الأخبار|شريط آخر الأخبار|الشريط الإخباري|شريط اخباري|شريط العاجل
    ticker|news ticker|newsticker|live ticker|liveticker
"""
_LATEST: Final = """
    آخر الأخبار|أخر الأخبار|أحدث الأخبار|أهم الأخبار|كل الأخبار|جميع الأخبار|آخر الأنباء|آخر المستجدات
    الأخبار الآن|آخر خبر|آخر الاخبار العاجلة|أبرز الأخبار|مستجدات
    latest|latest news|latest headlines|latest articles|latest stories|just in|recent news|headlines
    son haberler|dernières nouvelles|آخرین اخبار|دوایین هەواڵ|دواهەواڵ
"""
_MORE: Final = """
    المزيد|اقرأ المزيد|قراءة المزيد|قراءه المزيد|للمزيد|عرض المزيد|عرض الكل|مشاهدة الكل|المزيد من الأخبار
    التفاصيل|اقرأ أيضا|تابع القراءة|الكل|السابق|التالي
    more|read more|more news|see all|view all|see more|all|continue reading|details|next|previous|prev
    devamı|tümü|weiterlesen|mehr|lire la suite|voir plus|voir tout|一覧|もっと見る
"""


def _all(words: str) -> frozenset[str]:
    return frozenset(folded(one) for line in words.splitlines() for one in line.split("|")) - {""}


_RANKS: Final = {
    **dict.fromkeys(_all(_LATEST), 4),
    **dict.fromkeys(_all(_URGENT), 3),
    **dict.fromkeys(_all(_TICKER), 2),
}
_MORE_WORDS: Final = _all(_MORE)


def rank_of(words: str) -> int | None:
    """How surely these words name a ticker, 2 best; None: they name none."""
    return _RANKS.get(folded(words)) if 0 < len(words) < 60 else None


def is_label(words: str) -> bool:
    """Whether these words are a ticker's name, not a headline."""
    return rank_of(words) is not None


def is_more(words: str) -> bool:
    """Whether these words only lead on (more, next, all)."""
    return len(words) < 60 and folded(words) in _MORE_WORDS
