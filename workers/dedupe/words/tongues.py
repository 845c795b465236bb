"""In what tongue a title is told, as far as its letters and small words say.

ğ, ß, ñ: a letter of one tongue alone · Cyrillic: Russian · ێ ڕ ە: Sorani · گ پ چ: Persian
la polizia arresta due uomini: most small words of one tongue, and no other with as many

Not to know it is always right: the title is then read with what is alike in all of them. A wrong tongue would
read words of one as those of another, so one small word alone decides nothing where another tongue has it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from workers.dedupe.words.renderings import ENGLISH, FORMS

_OTHER: Final = re.compile("[A-Za-zА-яёگپچژیک۰-۹ێڕڵۆە]")
_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
_SORANI: Final = re.compile("[ێڕڵۆە]")
_PERSIAN: Final = re.compile("[گپچژیک۰-۹]")
_ARABIC: Final = re.compile(r"ة\b|\bال\w+.* و?ال\w+")
"""Of Arabic, whatever letters of its neighbours it is written with."""
_LATIN: Final = re.compile("[a-z]", re.IGNORECASE)
_ARABIC_LETTER: Final = re.compile("[\u0620-\u06ff]")
_MARKS: Final = tuple(
    (re.compile(pattern), tuple(names.split()), worth)
    for pattern, names, worth in (
        ("[ğı]|i\u0307|leri\\b", "turkish", 3),
        ("ß", "german", 3),
        ("ã|õ|ções\\b|lh[aeo]|nh[aeo]", "portuguese", 3),
        ("[ñ¿¡]|ción\\b|ciones\\b", "spanish", 3),
        ("[êî].*[şêîû]|ş.*[êîû]|xw", "kurmanji", 3),
        ("[êîû]\\b|\\b(?:li|ji|bi) ", "kurmanji", 2),
        ("zion[ei]\\b|gli[ao]?\\b", "italian", 2),
        ("ç[oaãõ]", "portuguese", 2),
        ("\\w{2,}[oa]s?\\b.*\\w{2,}[oa]s?\\b", "spanish portuguese italian", 1),
        ("[áíóú]", "spanish portuguese", 1),
        ("é", "french spanish portuguese", 1),
        ("è", "french italian", 2),
        ("[àâêœ]|[lds]['’]|eaux?\\b", "french", 1),
        ("[àìòù]|gg|cch|zz", "italian", 1),
        ("ş|ç", "turkish kurmanji", 1),
        ("ö|ü", "turkish german", 1),
        ("ä|sch|ung\\b", "german", 2),
        ("\\w{3,}['’](?:y?[aeıiuü]|[dt][ae]n?|n?[ıiuü]n|l[ıiuü])\\b", "turkish", 3),
        ("\\w{3,}(?:yor|[ae]c[ae]k|m[ae]si|ldi|ndi|tti|rdi|ştü|dü|tü)\\b", "turkish", 2),
        ("['’]s\\b|th|ing\\b|sh\\b", "english", 1),
    )
)
"""Letters, and what words of a tongue look like, with how many small words that is worth."""
_SMALL: Final = {
    "english": """the of in to for after with and on at by says said over from as amid is are will has have
        be than into its their not near say before against between under off up out new dead killed kills
        talks deal court government attack people year week oil who what""",
    "french": """le la les des du de une un dans pour sur avec au aux et est sont en par qui que qu ses son
        sa pas plus après contre selon affirme à""",
    "spanish": """el la los las de del en una un por con para tras y al se su sus que lo más desde sobre
        no contra según""",
    "german": """der die das den dem des im in auf mit nach für und bei von vom zu zum an zur am nicht ein
        eine einen einem einer eines gegen will wird werden sind ist über vor""",
    "italian": """il lo la i gli le di del della dei degli delle dello nel nella nei nelle da dal dalla dai
        dalle al alla ai alle un una uno e ed per con in a su sul sulla che non ha hanno sono dell nell
        si più tra fra contro è dopo secondo""",
    "portuguese": """o a os as de do da dos das no na nos nas em um uma por pelo pela pelos pelas com para e
        ao aos à que se não após são mais seu sua sobre contra diz é""",
    "turkish": "ve bir için ile da de oldu etti edildi bu göre karşı sonra yüzde",
    "kurmanji": "li di ji bi xwe de re ku ye kir ê",
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_TELLING: Final = 4
"""Letters of a word of one tongue alone that tells it."""
_PREFERRED: Final = (
    "english", "french", "german", "spanish", "turkish", "italian", "portuguese", "kurmanji",
)  # fmt: skip
"""Of two that are as likely the first: what is alike in them is read alike."""


def _tongues() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, words in _SMALL.items():
        for word in words.split():
            found.setdefault(word, []).append(name)
    for name, forms in FORMS.items():
        for form in forms:
            alone = sum(form in others for others in FORMS.values()) == 1
            if alone and len(form) >= _TELLING and form not in ENGLISH:
                found.setdefault(form, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


_TONGUES: Final = _tongues()


@lru_cache(maxsize=1_000)
def tongue(title: str) -> str:
    """`english`, `french` …; "" for Arabic, and where nothing says it. Remembered, for a title is asked of
    twice."""
    if not _OTHER.search(title):
        return ""
    if _SORANI.search(title):
        return "sorani"
    if _PERSIAN.search(title):
        return "" if _ARABIC.search(title) else "persian"
    if _CYRILLIC.search(title):
        return "russian"
    return _latin(title) if _LATIN.search(title) else ""


def _latin(title: str) -> str:
    score: Counter[str] = Counter()
    lower = title.replace("I", "i").lower()
    for mark, names, worth in _MARKS:
        if mark.search(lower):
            score.update(dict.fromkeys(names, worth))
    for word in _WORD.findall(lower):
        for name in _TONGUES.get(word, ()):
            score[name] += 1
    best = max(score.values(), default=0)
    if not best and not _ARABIC_LETTER.search(title):
        return _PREFERRED[0]
    likely = [name for name, found in score.items() if found == best]
    return next((name for name in _PREFERRED if name in likely), "")
