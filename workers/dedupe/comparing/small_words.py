"""What words that say nothing by themselves tell apart, side by side.

إلغاء جميع الرحلات ≠ إلغاء بعض الرحلات      all or some
3 هجمات على نقاط ≠ هجوم على 3 نقاط          what is counted
مغلق حتى السبت ≠ مغلق منذ السبت             until or since
يخسر على أرضه ≠ يخسر على أرض التعاون        at home or away
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe.comparing.amounts import other_amount
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NUMBER, PLACE, WORD
from workers.dedupe.words.lists import folded_words
from workers.dedupe.words.numbers import TOLL

_OPPOSED: Final = {
    "scope": (
        folded_words(
            "جميع كافة كل عموم بأكملها بأكمله all every tous toutes todos todas alle tüm bütün"
        ),
        folded_words(
            "بعض معظم غالبية أغلب أغلبية جزئيا جزئي نصف ثلث ثلثا ثلثي ربع عشرات عدد"
            " some most half several certains certaines plusieurs"
            " algunos algunas einige bazı"
        ),
    ),
    "moment": (
        folded_words("حتى لغاية لحين until till jusqu bis hasta kadar"),
        folded_words("منذ since depuis seit desde beri"),
    ),
    "voice": (folded_words("أحيل أحيلت"), folded_words("أحال أحالت يحيل تحيل")),
    "whom": (
        folded_words("مواطنيها مواطنيه رعاياها رعاياه"),
        folded_words("قواتها قواته جنودها دبلوماسييها دبلوماسييه دبلوماسيوها موظفيها عسكرييها"),
    ),
    "others": (
        folded_words("فقط حصرا حصريا only solely exclusively seulement solo sadece nur"),
        folded_words("أيضا كذلك also too aussi également también auch ayrıca"),
    ),
    "inside": (folded_words("داخل بداخل inside"), folded_words("أمام خارج outside")),
    "above": (
        folded_words("dessus encima arriba acima üstünde üzerinde üstüne üzerine oberhalb above"),
        folded_words("dessous debajo abajo abaixo altında altına unterhalb below"),
    ),
    "team": (folded_words("bleus herren men"), folded_words("bleues damen women")),
}
_ENVOY: Final = frozenset(["سفير", "سفيره"])
_HIS_ENVOY: Final = frozenset(["سفيرها", "سفيره", "سفيرتها", "سفيرهم"])
_SMALL: Final = frozenset(word for groups in _OPPOSED.values() for one in groups for word in one)
_GROUND: Final = re.compile(
    r"(?P<away>\b(?:خارج|بعيدا عن) (?:ارض|ملعب|ديار|قواعد)|\bفي عقر دار|\b(?:علي|في) (?:ارض|ملعب|ميدان) \w"
    r"|\baway\b|\ben casa del?\b|\bfuera de casa\b|\ba l exterieur\b|\bauswarts\b|\bdeplasmanda\b)"
    r"|(?P<home>\b(?:ارض|ملعب|ميدان|ديار|قواعد)(?:ه|ها)\b|\bat home\b|\ben casa\b"
    r"|\ba domicile\b|\bzu hause\b)"
)
_GROUNDS: Final = folded_words(
    "أرض أرضه أرضها ملعب ملعبه ملعبها ميدان ميدانه دياره قواعده دار home away casa extérieur domicile"
    " auswärts hause deplasmanda"
)


def small_words(later: Reading, earlier: Reading) -> str:
    """Why two titles that otherwise tell the same do not ("": they do)."""
    here, there = _SMALL.intersection(later.words), _SMALL.intersection(earlier.words)
    if here and there and here != there:
        for what, groups in _OPPOSED.items():
            for one, other in (groups, groups[::-1]):
                if here & one and there & other and not (here & other or there & one):
                    return f"{what}: {min(there & other)} ≠ {min(here & one)}"
    if not (_GROUNDS.isdisjoint(later.words) or _GROUNDS.isdisjoint(earlier.words)):
        now, before = _ground(later), _ground(earlier)
        if now and before and now != before:
            return f"place: {before} ≠ {now}"
    if why := other_amount(later, earlier):
        return why
    if why := _own_envoy(later, earlier) or _own_envoy(earlier, later):
        return why
    if later.counts and earlier.counts and not (later.tongue or earlier.tongue):
        return _of_another(later, earlier) or _of_another(earlier, later)
    return ""


def _ground(reading: Reading) -> str:
    """Whose ground it is on: home, away or ""."""
    found = _GROUND.search(" ".join(reading.words))
    return found.lastgroup or "" if found else ""


def _own_envoy(one: Reading, other: Reading) -> str:
    """Whether a state calls its own ambassador in a country, and in the other title that of the country."""
    if _HIS_ENVOY.isdisjoint(one.words):
        return ""
    lands = {part.unit for part in one.parts if part.joint in ("في", "لدي") and part.kind == PLACE}
    for part, after in pairwise(other.parts):
        if after.unit in lands and _bare(other.words[part.at]) in _ENVOY and after.at == part.end:
            return f"person: his own ambassador ≠ that of {after.unit[1:]}"
    return ""


def _of_another(one: Reading, other: Reading) -> str:
    """Whether a number counts in `other` something else that both tell, and what it counts in `one` is there
    a single one."""
    counts = _counted(other)
    for value, part in _counted(one).items():
        there = counts.get(value)
        if there is None or there.unit == part.unit or there.unit not in one.told:
            continue
        alone = next((same for same in other.parts if same.unit == part.unit), None)
        if alone is not None and _bare(other.words[alone.at]) != _bare(one.words[part.at]):
            return f"number: {value[1:]} {part.unit} ≠ {value[1:]} {there.unit}"
    return ""


def _counted(reading: Reading) -> dict[str, Part]:
    """Each number of the title, with the noun right behind it, but for those of the hurt."""
    hurt = {f"{NUMBER}{one.value:g}" for one in reading.counts if one.of in TOLL}
    return {
        part.unit: after
        for part, after in pairwise(reading.parts)
        if part.kind == NUMBER
        and part.unit not in hurt
        and after.at == part.end
        and after.kind in (WORD, CONCEPT)
    }


def _bare(word: str) -> str:
    return stems(word)[-1]
