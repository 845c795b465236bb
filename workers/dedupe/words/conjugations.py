"""What headlines say of a verb, by its infinitive (tongues_verbs.toml).

volcar ue       → vuelca vuelcan volcó volcaron volcará volcarán volcando volcar; volcado …
ridurre riduce  → riduce ridurre …; ridotto …
ab|bauen        → baut … ab, abbauen, abzubauen, abbaut; abgebaut

A participle is an English past, all else an English present, whatever its time: of what was done yesterday
one desk says aprueba, another aprobó.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from streamer.text import fold
from workers.dedupe.words.lists import toml

_CHANGES: Final = {"ie": ("e", "ie"), "ue": ("o", "ue"), "i": ("e", "i")}
_ISC: Final = "isc"
_BAR: Final = " | "


class Verb(NamedTuple):
    """Forms of one verb, as they are written."""

    active: tuple[str, ...]
    participles: tuple[str, ...]
    halves: tuple[tuple[str, str], ...] = ()
    """Of a German verb, what stands where the verb does and at the end."""


_SPANISH: Final = {
    "ar": ("a an ó aron ará arán ando ar amos", "ado"),
    "er": ("e en ió ieron erá erán iendo er imos", "ido"),
    "ir": ("e en ió ieron irá irán iendo ir imos", "ido"),
}
_PORTUGUESE: Final = {
    "ar": ("a am ou aram ará arão ando ar", "ado"),
    "er": ("e em eu eram erá erão endo er", "ido"),
    "ir": ("e em iu iram irá irão indo ir", "ido"),
    "or": ("or", "osto"),
}
_ITALIAN: Final = {
    "are": ("a ano erà eranno ando are", "ato"),
    "ere": ("e ono erà eranno endo ere", "uto"),
    "ire": ("e ono irà iranno endo ire", "ito"),
    "rre": ("rre", ""),
}
_ROMANCE: Final = {"spanish": _SPANISH, "portuguese": _PORTUGUESE, "italian": _ITALIAN}
_GENDERS: Final = {
    "spanish": ("o", "a", "os", "as"),
    "portuguese": ("o", "a", "os", "as"),
    "italian": ("o", "a", "i", "e"),
}
_PRESENT: Final = 2
"""Forms of the present stand first; a stem changes in them."""
_OF_NOUNS: Final = ("e", "er", "en", "es", "em")
"""Endings of a German participle before a noun."""
_INSEPARABLE: Final = ("be", "ge", "er", "ver", "zer", "ent", "emp", "miss", "über", "unter")


def verb(entry: str, tongue: str) -> Verb:
    """Its forms, by the entry of the list."""
    written, _, participle = entry.partition(_BAR)
    infinitive, *others = written.split()
    if tongue == "german":
        return _german(infinitive, others, participle)
    return _romance(infinitive, others, participle, tongue)


def _romance(infinitive: str, others: list[str], participle: str, tongue: str) -> Verb:
    ending = next((end for end in _ROMANCE[tongue] if infinitive.endswith(end)), "")
    if not ending:
        return Verb((infinitive, *others), ())
    stem = infinitive[: -len(ending)]
    active, past = _ROMANCE[tongue][ending]
    change = next((one for one in others if one in _CHANGES or one == _ISC), "")
    told = [one for one in others if one != change]
    endings = active.split()
    now = [_changed(stem, change) + end for end in endings[:_PRESENT]]
    if change == _ISC:
        now = [stem + "isce", stem + "iscono"]
    forms = told + [stem + end for end in endings[_PRESENT:]] + ([] if told else now)
    done = participle or (stem + past if past else "")
    return Verb(
        tuple(dict.fromkeys(forms)),
        tuple(done[:-1] + gender for gender in _GENDERS[tongue]) if done else (),
    )


def _changed(stem: str, change: str) -> str:
    if change not in _CHANGES:
        return stem
    before, after = _CHANGES[change]
    at = stem.rfind(before)
    return stem if at < 0 else stem[:at] + after + stem[at + 1 :]


def _german(infinitive: str, others: list[str], participle: str) -> Verb:
    apart, _, plain = infinitive.rpartition("|")
    apart = apart.replace("|", "")
    stem = plain.removesuffix("n").removesuffix("e")
    joint = "e" if stem.endswith(("t", "d", "chn", "ffn")) else ""
    finite = others or [f"{stem}{joint}t", plain, f"{stem}{joint}te", f"{stem}{joint}ten"]
    if not participle:
        bare = plain.startswith(_INSEPARABLE) or plain.endswith("ieren")
        participle = f"{apart}{'' if bare else 'ge'}{stem}{joint}t"
    done = (participle, *(participle + ending for ending in _OF_NOUNS))
    if not apart:
        return Verb(tuple(dict.fromkeys([*finite, plain])), done)
    return Verb(
        tuple(
            dict.fromkeys([apart + plain, f"{apart}zu{plain}", *(apart + one for one in finite)])
        ),
        done,
        tuple((one, apart) for one in finite),
    )


def _read() -> tuple[dict[str, list[tuple[str, str]]], dict[tuple[str, str], str], frozenset[str]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    halves: dict[tuple[str, str], str] = {}
    pasts: set[str] = set()
    for tongue, row, entry in _entries(toml("tongues_verbs.toml")):
        present, past = row.split("/")
        made = verb(entry, tongue)
        its = rows.setdefault(tongue, [])
        its += [(form, present) for form in made.active]
        its += [(form, past) for form in made.participles]
        for begin, end in made.halves:
            halves.setdefault((fold(begin), fold(end)), present)
        pasts.add(past)
    return rows, halves, frozenset(pasts)


def _entries(listed: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, str, str]]:
    for tongue, lines in listed.items():
        for row, entries in lines.items():
            for entry in entries:
                yield tongue, row, entry


ROWS, HALVES, PASTS = _read()
"""Tongue → forms, each with its English; the halves of German verbs, folded; what is said of what is done."""
