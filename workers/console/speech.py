"""What the console says, in Arabic and in English; pure. The words stand in look/words.toml.

The language is the one that was chosen (a cookie), else the first of the browser's that we know, else
English. Headlines are never translated, and keep their own direction.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final, Literal

Tongue = Literal["en", "ar"]
TONGUES: Final[tuple[Tongue, ...]] = ("en", "ar")
NAMES: Final[Mapping[Tongue, str]] = {"en": "English", "ar": "العربية"}
DIRECTIONS: Final[Mapping[Tongue, str]] = {"en": "ltr", "ar": "rtl"}
THEMES: Final = ("auto", "light", "dark")


class Speech:
    """One language. `say` raises KeyError on what nobody translated."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue: Final = tongue
        self.dir: Final = DIRECTIONS[tongue]
        self._words = {key: pair[TONGUES.index(tongue)] for key, pair in words().items()}

    def say(self, key: str, **values: object) -> str:
        said = self._words[key]
        return said.format(**values) if values else said

    def name(self, kind: str, value: str) -> str:
        """The name of a topic, an urgency, a kind of event, a state; what is unknown, as it is."""
        return self._words.get(f"{kind}.{value}", value)

    def for_script(self) -> dict[str, str]:
        """What the page's script says."""
        kinds = ("script.", "topic.", "urgency.", "event.")
        return {key: value for key, value in self._words.items() if key.startswith(kinds)}


def words() -> dict[str, list[str]]:
    """Key → the words in each of TONGUES."""
    text = files("workers.console").joinpath("look", "words.toml").read_text("utf-8")
    found = {}
    for section, table in tomllib.loads(text).items():
        for key, pair in table.items():
            found[key if section == "page" else f"{section}.{key}"] = pair
    return found


def chosen(cookie: str, accept_language: str) -> Tongue:
    """The language for a request (RFC 9110, 12.5.4)."""
    for tongue in TONGUES:
        if cookie == tongue:
            return tongue
    best: tuple[float, Tongue] = (0.0, "en")
    for part in accept_language[:500].split(","):
        name, _, rest = part.partition(";")
        weight = _weight(rest)
        for tongue in TONGUES:
            if name.strip().lower().split("-")[0] == tongue and weight > best[0]:
                best = weight, tongue
    return best[1]


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
