"""What a minister does himself, beside the ministry of his name: it announces for him, but does not resign.

وزير المياه يعلن خطة = وزارة المياه تعلن خطة        his word is its word, and so are its measures
وزير المياه يعتذر ≠ وزارة المياه تعتذر              one of them is a man
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT
from workers.dedupe.words.lists import folded_words

_BODIES: Final = {
    "وزير": "وزاره", "وزيره": "وزاره", "نقيب": "نقابه", "نقيبه": "نقابه", "سفير": "سفاره",
    "سفيره": "سفاره",
}  # fmt: skip
_HIM: Final = folded_words(
    "يعتذر اعتذر يستقيل استقال يقيل أقال يزور زار يتعهد تعهد يغادر غادر يصل وصل يتوجه"
    " ينجو نجا يصاب أصيب يعود عاد يحضر حضر يتفقد تفقد يلقي ألقى يترأس ترأس يتصل اتصل يدلي أدلى يمثل"
    " يترشح ترشح يعترف اعترف يتنازل تنازل يأسف يبكي بكى يوبخ وبخ يتحدى تحدى يشارك شارك يتبرع تبرع"
    " يحلف حلف"
)
"""Verbs of what one does with his own mouth or feet; a ministry too receives, meets and threatens."""
_WITH: Final = folded_words("القبض الضوء اللوم باللوم باللائمة المسؤولية بالمسؤولية")
"""With which it is no deed of one's own: يلقي القبض, يلقي الضوء."""
_PREPARES: Final = folded_words("يحضر تحضر حضر حضرت")
_OF_HER: Final = frozenset(
    "ت" + verb[1:] if verb[0] == "ي" else verb.removesuffix("ي").removesuffix("ا") + "ت"
    for verb in _HIM
)
_ANY: Final = _HIM | _OF_HER
_SAYS: Final = CONCEPT + "says"


def in_person(later: Reading, earlier: Reading) -> str:
    """Why it is a minister who does it in one title, and a ministry in the other ("": it may be either)."""
    return _himself(later, earlier) or _himself(earlier, later)


def _himself(one: Reading, other: Reading) -> str:
    """Whether `one` tells of a minister what `other` tells of a ministry, by its name or its portfolio;
    so of the head of a guild, or an ambassador."""
    at = next((at for at, word in enumerate(one.words[:-1]) if word in _BODIES), None)
    if at is None or not _BODIES.keys().isdisjoint(other.words):
        return ""
    its = _BODIES[one.words[at]]
    if its in one.words:
        return ""
    bodies = (its, one.words[at + 1])
    body = next((at for at, word in enumerate(other.words) if word in bodies), None)
    if body is None or not (_first(one, at, _ANY) and _first(other, body, _OF_HER)):
        return ""
    return "office: a minister in person ≠ his ministry"


def _first(reading: Reading, at: int, verbs: frozenset[str]) -> bool:
    """Whether one of `verbs` is the first deed behind a word."""
    verb = next((one for one, word in enumerate(reading.words) if one > at and word in verbs), None)
    if verb is None or any(at < cut <= verb for cut in reading.breaks):
        return False
    behind = reading.begins.get(verb + 1)
    if reading.words[verb] in _PREPARES and behind is not None and behind.joint == "ل":
        return False  # يحضر لخطة
    if not _WITH.isdisjoint(reading.words[verb + 1 : verb + 2]):
        return False
    between = (part for part in reading.parts if at < part.at < verb)
    return not any(acts(part) or part.unit == _SAYS for part in between)
