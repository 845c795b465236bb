"""Which reader reads which key: a table a section, the same keys as the types.

Two kinds of string are treated before their reader sees them: `${NAME}` is replaced from the
environment (`fill`), and in a key of type Secret `file:PATH` is replaced by what the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from streamer.settings import types
from streamer.settings.faults import Masked, Wrong, secretly, show
from streamer.settings.hosts import listen, network, proxy, redis_url, url
from streamer.settings.types import Secret
from streamer.settings.values import (
    Reader,
    bytes_at_least,
    each,
    flag,
    lapse,
    lines,
    matching,
    one_of,
    pattern,
    table_of,
    text,
    whole,
    word,
    zone,
)

Tables = dict[type, dict[str, Reader]]

_VARIABLE: Final = re.compile(r"\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{")
_DEEPEST: Final = 3
"""No key holds more than a table of strings; deeper nesting is refused by every reader."""

_NAME: Final = matching(r"[a-z0-9-]+", "a name of a-z, 0-9 and -")
_LANG: Final = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
_TAG: Final = 'a language tag (BCP 47) such as "ar"'
_HOST: Final = matching(r"[^\s/@?#]+", "a domain such as the default, that of url", empty=True)
_HEADER: Final = matching(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", "a header name (RFC 9110)")
_HOURS: Final = matching(
    r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d", '"HH:MM-HH:MM"', empty=True
)


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a configuration is judged against, and what it may look at."""

    base: Path
    """The folder of the file; relative paths in it start there."""
    environ: Mapping[str, str]
    kinds: Collection[str]
    channels: Collection[str]
    read: Callable[[Path], str]
    """The text of a file. Raises OSError or ValueError."""
    css_fault: Callable[[str], str | None] | None = None

    def fill(self, value: object, depth: int = 0) -> object:
        """The value with every `${NAME}` replaced, once: what comes out is not looked through."""
        if isinstance(value, str):
            return self._filled(value) if "${" in value else value
        if depth == _DEEPEST or not isinstance(value, (list, dict)):
            return value
        places = (
            {f".{key}": item for key, item in value.items()}
            if isinstance(value, dict)
            else {f"[{at}]": item for at, item in enumerate(value, 1)}
        )
        faults, made = [], []
        for place, item in places.items():
            try:
                made.append(self.fill(item, depth + 1))
            except Wrong as wrong:
                faults += [(place + inner, why) for inner, why in wrong.faults]
        if faults:
            raise Wrong.of(faults)
        return dict(zip(value, made, strict=True)) if isinstance(value, dict) else made

    def _filled(self, written: str) -> str:
        def replace(found: re.Match[str]) -> str:
            if found[0] == "$${":
                return "${"
            if not found[1]:
                raise Wrong(
                    "${ begins no variable; expected ${NAME}, or $${ for the signs themselves"
                )
            if found[1] not in self.environ:
                raise Wrong(f"variable {found[1]} is not set; expected it in the environment")
            return self.environ[found[1]]

        return Masked(_VARIABLE.sub(replace, written), show(written))

    def secret(self, reader: Reader) -> Reader:
        """A secret: read from a file where it says so, then by `reader`, and hidden."""

        def read(value: object) -> Secret:
            if isinstance(value, str) and value.startswith("file:"):
                held = self._file(value[5:], value, "a file that holds the secret alone")
                value = Masked(re.sub(r"\r?\n\Z", "", held), "the value")
                if not value:
                    raise Wrong("the file is empty; expected the secret alone in it")
            return Secret(reader(secretly(value)))

        return read

    def path(self, value: object) -> str:
        """A file that can be read; the path from the folder of the configuration."""
        given = text(value)
        if given:
            self._file(given, value, "the path of a text file")
        return str(self.base / given) if given else ""

    def _file(self, path: str, value: object, expected: str) -> str:
        try:
            return self.read(self.base / path)
        except OSError as error:
            why = error.strerror or type(error).__name__
        except ValueError:  # no UTF-8, a NUL in the path, over the limit
            why = "no text, or too long"
        raise Wrong(f"{show(value)} cannot be read ({why}); expected {expected}")

    def selector(self, value: object) -> str:
        """A CSS selector; what is valid is known to whoever owns the HTML parser."""
        given = lines(value)
        why = self.css_fault(given) if given and self.css_fault else None
        if why is not None:
            detail = "" if isinstance(value, Masked) else f" ({why})"
            raise Wrong(f"{show(value)} is no CSS selector{detail}; expected one")
        return given


class Literally(Surroundings):
    """Takes every string as it stands: what comes from outside the file must reach neither the
    environment nor a file of this machine."""

    def fill(self, value: object, depth: int = 0) -> object:
        return value

    def secret(self, reader: Reader) -> Reader:
        def read(value: object) -> Secret:
            return Secret(reader(secretly(value)))

        return read


def optional(reader: Reader) -> Reader:
    """The reader, with "" for none."""

    def read(value: object) -> Any:
        return "" if value == "" else reader(value)

    return read


def tables(around: Surroundings) -> Tables:
    """The readers of every section."""
    secret, topics = around.secret, each(one_of(types.TOPICS))
    return {
        types.RedisSettings: {
            "url": secret(redis_url),
            "prefix": matching(r"[a-z0-9-]+|\{[a-z0-9-]+\}", "a-z, 0-9 and -, or that in {…}"),
        },
        types.ServiceSettings: {
            "data_dir": matching(
                r"(?!~)[^\x00-\x1f]+", "the path of a folder, in full (~ stands for none)"
            ),
            "listen": listen,
            "token": secret(matching(r"[!-~]*", "visible ASCII without blanks")),
            "public_url": optional(url),
            "otlp": optional(url),
            "timezone": zone,
            "keep": lapse,
            "max_age": lapse,
            "backlog": whole(1),
            "memory": bytes_at_least(16 * 1024**2, "16MiB"),
        },
        types.NetworkSettings: {
            "allow": each(network),
            "per_host": whole(1),
            "proxy": secret(optional(proxy)),
            "ca_file": around.path,
            "user_agent": text,
        },
        types.DedupeSettings: {"window": lapse, "semantic": flag},
        types.ClassifySettings: {"extra": each(around.path), "semantic": flag},
        types.KafkaSettings: {"brokers": each(text)},
        types.AlarmSettings: {
            "subscriber": matching(r"[a-z0-9-]*", "the name of a subscriber"),
            "silence": lapse,
        },
        types.SourceSettings: {
            "name": _NAME,
            "kind": one_of(around.kinds),
            "url": url,
            "every": lapse,
            "at_most": lapse,
            "select": around.selector,
            "outlet": lambda value: _HOST(value).lower(),
            "id_pattern": pattern,
            "timezone": optional(zone),
            "lang": matching(_LANG, _TAG, empty=True),
            "topics": topics,
            "articles": flag,
            "first_run": one_of(("skip", "publish")),
            "headers": table_of(_HEADER, secret(text)),
            "max_bytes": bytes_at_least(1, "1"),
        },
        types.SubscriberSettings: {
            "name": _NAME,
            "channel": one_of(around.channels),
            "url": secret(optional(url)),
            "secret": secret(text),
            "topics": topics,
            "urgency": one_of(types.URGENCIES),
            "sources": each(_NAME),
            "places": each(word),
            "lang": each(matching(_LANG, _TAG)),
            "any": each(word),
            "all": each(word),
            "none": each(word),
            "events": each(one_of(types.EVENTS)),
            "late": flag,
            "give_up": lapse,
            "token": secret(text),
            "to": text,
            "quiet": _HOURS,
            "digest": lapse,
            "per_minute": whole(1),
            "cooldown": lapse,
            "timezone": optional(zone),
        },
    }
