"""A file ─► Settings, or every fault of it at once.

One fault is one line: `FILE: key.path: what is wrong; expected …`. No secret stands in one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NotRequired, TypedDict, TypeVar, Unpack
from urllib.parse import urlsplit

import msgspec

from streamer.errors import SettingsError
from streamer.outlet import registrable
from streamer.settings.faults import Wrong, kind_of, nearest, origin, show
from streamer.settings.keys import Literally, Surroundings, tables
from streamer.settings.rules import RULES
from streamer.settings.types import (
    ServiceSettings,
    Settings,
    SourceSettings,
    SubscriberSettings,
)

UrlFault = Callable[[str, tuple[str, ...]], str | None]
"""What is wrong with dialling an address, given `network.allow`; None: nothing."""
CssFault = Callable[[str], str | None]
"""What is wrong with a CSS selector; None: nothing."""
SubscriberFaults = Callable[[SubscriberSettings], list[str]]
"""What its channel has against a subscriber that is good otherwise, as "key: what is wrong"."""
WholeFaults = Callable[[Settings], Iterable[str]]
"""What is wrong with all of it, each as "key: what is wrong"."""

_Section = SourceSettings | SubscriberSettings
_SectionT = TypeVar("_SectionT", SourceSettings, SubscriberSettings)
_T = TypeVar("_T", bound=msgspec.Struct)
_LARGEST: Final = 4 * 1024**2
"""Bytes of any file read here."""


class Checks(TypedDict):
    """What settings are held against beside their own rules."""

    kinds: Collection[str]
    channels: Collection[str]
    url_fault: NotRequired[UrlFault | None]
    css_fault: NotRequired[CssFault | None]
    subscriber_faults: NotRequired[SubscriberFaults | None]


def read_text(path: Path) -> str:
    """The text of a file. Raises OSError, and ValueError where it is no UTF-8 or over 4 MiB."""
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError("over 4 MiB")
    return data.decode("utf-8-sig")


def load(
    path: Path,
    environ: Mapping[str, str],
    *,
    only: Collection[str] = (),
    whole_faults: WholeFaults = lambda settings: (),
    **checks: Unpack[Checks],
) -> Settings:
    """The settings in `path`; all else as in `parse`. Raises SettingsError alone, with all faults."""
    try:
        text = read_text(path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise SettingsError([f"{path}: cannot be read ({why}); expected a TOML file"]) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SettingsError([f"{path}: line {line}: no UTF-8; expected TOML in UTF-8"]) from None
    except ValueError as error:
        raise SettingsError([f"{path}: {error}; expected a TOML file"]) from None
    return parse(
        text, str(path), path.parent, environ, only=only, whole_faults=whole_faults, **checks
    )


def parse(
    text: str,
    where: str,
    base: Path,
    environ: Mapping[str, str],
    *,
    read: Callable[[Path], str] = read_text,
    only: Collection[str] = (),
    whole_faults: WholeFaults = lambda settings: (),
    **checks: Unpack[Checks],
) -> Settings:
    """The settings in `text`, which faults call `where`; pure, given `read`. `only`: the sections that are
    read, where not all of them are; of the others the defaults stand. `whole_faults`: what is
    wrong with all of it, faults or none, each as "key: what is wrong".

    Raises SettingsError, and nothing else, with all faults.
    """
    around = Surroundings(
        base=base, environ=environ, kinds=checks["kinds"], channels=checks["channels"], read=read,
        css_fault=checks.get("css_fault"),
    )  # fmt: skip
    loading = _Loading(around)
    try:
        raw = {key: value for key, value in _toml(text).items() if not only or key in only}
        settings = loading.whole(raw, checks.get("url_fault"), checks.get("subscriber_faults"))
        loading.faults += map(_parted, whole_faults(settings))
    except Wrong as wrong:  # no TOML at all
        loading.faults += wrong.faults
    if loading.faults:
        raise SettingsError([_line(f"{where}: {at}: {why}") for at, why in loading.faults])
    return settings


def one_section(
    kind: type[_SectionT],
    table: Mapping[str, Any],
    settings: Settings,
    **checks: Unpack[Checks],
) -> _SectionT:
    """One source or subscriber that came through the API, checked as one of the file is, but taken as it
    stands: no `${NAME}`, no `file:` in it means anything. Raises SettingsError with all faults."""
    around = Literally(
        base=Path(), environ={}, kinds=checks["kinds"], channels=checks["channels"], read=_unread,
        css_fault=checks.get("css_fault"),
    )  # fmt: skip
    loading = _Loading(around)
    name = "source" if kind is SourceSettings else "subscriber"
    faults_of = checks.get("url_fault"), checks.get("subscriber_faults")
    several = loading.checked(kind, [dict(table)], name, settings.network.allow, *faults_of)
    if loading.faults:
        # The place of the one table says nothing to whoever sent one.
        faults = [_line(f"{at.partition('.')[2] or name}: {why}") for at, why in loading.faults]
        raise SettingsError(faults)
    [made] = several
    if isinstance(made, SourceSettings):
        return _completed(made, settings.service)
    return made


def _unread(path: Path) -> str:
    raise OSError(0, "no file is read here")


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        why, _, place = str(error).rstrip(")").rpartition(" (at ")
        if place == "end of document":
            last = text.rpartition("\n")[2]
            place = f"line {text.count(chr(10)) + 1}, column {len(last) + 1}"
        raise Wrong.of([(place, f"{why}; expected TOML 1.0")]) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, arrays without end
        raise Wrong.of(
            [("line 1", "cannot be taken in; expected sane nesting and numbers")]
        ) from None


def _line(fault: str) -> str:
    """One line, whatever stands in keys and values: control and bidi characters are escaped."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in fault
    )


def _parted(fault: str) -> tuple[str, str]:
    at, _, why = fault.partition(": ")
    return at, why


class _Loading:
    """The faults met so far, and the sections made so far."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.tables = tables(around)
        self.faults: list[tuple[str, str]] = []

    def whole(
        self,
        raw: dict[str, Any],
        url_fault: UrlFault | None,
        subscriber_faults: SubscriberFaults | None,
    ) -> Settings:
        """The file. What it returns is good only where no fault was met."""
        fields = {field.name: field for field in msgspec.structs.fields(Settings)}
        self._unknown(raw, fields, "")
        made: dict[str, Any] = {}
        for name, field in fields.items():
            if name not in ("source", "subscriber"):
                made[name], _ = self._section(field.type, raw.get(name, {}), name)
        allow = made["network"].allow
        for name, kind in (("source", SourceSettings), ("subscriber", SubscriberSettings)):
            made[name] = self.checked(
                kind, raw.get(name, []), name, allow, url_fault, subscriber_faults
            )
        name = made["alarm"].subscriber
        if name and name not in {one.name for one in made["subscriber"]}:
            known = ", ".join(one.name for one in made["subscriber"]) or "none: there is none"
            self.faults.append(
                ("alarm.subscriber", f"no subscriber is called so; expected one of: {known}")
            )
        if not self.faults:
            made["source"] = tuple(_completed(one, made["service"]) for one in made["source"])
        return Settings(**made)

    def checked(
        self,
        kind: type[_SectionT],
        raw: object,
        name: str,
        allow: tuple[str, ...],
        url_fault: UrlFault | None,
        subscriber_faults: SubscriberFaults | None,
    ) -> tuple[_SectionT, ...]:
        """The [[name]] tables, and what guard and channels have against them."""
        several = self._several(kind, raw, name)
        for section, path, bad in several:
            if url_fault and "url" not in bad:
                faults = _address_fault(section, lambda url: url_fault(url, allow))
                self.faults += [(f"{path}.url", why) for why in faults]
            if isinstance(section, SubscriberSettings) and subscriber_faults and not bad:
                faults = subscriber_faults(section)
                self.faults += [_parted(f"{path}.{why}") for why in faults]
        return tuple(section for section, _, _ in several)

    def _several(
        self, kind: type[_SectionT], raw: object, name: str
    ) -> list[tuple[_SectionT, str, set[str]]]:
        """The [[name]] tables, with their paths and bad keys; a name is used once."""
        if not isinstance(raw, list):
            self.faults.append((name, f"{kind_of(raw)} stands there; expected [[{name}]]"))
            return []
        made = []
        first: dict[str, str] = {}
        for at, table in enumerate(raw, 1):
            label = table.get("name") if isinstance(table, dict) else None
            path = f"{name}[{at}]" + (f" {show(label)}" if isinstance(label, str) else "")
            section, bad = self._section(kind, table, path)
            if "name" not in bad:
                own = first.setdefault(section.name, f"{name}[{at}]")
                if own != f"{name}[{at}]":
                    why = f"used before, by {own}; expected a name of its own"
                    self.faults.append((f"{path}.name", why))
                    bad.add("name")
            made.append((section, path, bad))
        return made

    def _section(self, kind: type[_T], raw: object, path: str) -> tuple[_T, set[str]]:
        """One table, and its bad keys, in whose place the defaults stand (or "")."""
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        values: dict[str, Any] = {name: "" for name, field in fields.items() if field.required}
        bad: set[str] = set()
        if not isinstance(raw, dict):
            self.faults.append((path, f"{kind_of(raw)} stands there; expected a table"))
            return kind(**values), set(fields)
        self._unknown(raw, fields, f"{path}.")
        for key in fields:
            if key not in raw and key in values:
                every = path.partition("[")[0]
                self.faults.append((f"{path}.{key}", f"missing; expected in every [[{every}]]"))
                bad.add(key)
            elif key in raw:
                try:
                    values[key] = self.tables[kind][key](self.around.fill(raw[key]))
                except Wrong as wrong:
                    self.faults += [(f"{path}.{key}{inner}", why) for inner, why in wrong.faults]
                    bad.add(key)
        made = kind(**values)
        for rule in RULES.get(kind, ()):
            fault = rule.check(made) if bad.isdisjoint(rule.keys) else None
            if fault:
                self.faults.append((f"{path}.{fault[0]}", fault[1]))
                bad.add(fault[0])
        return made, bad

    def _unknown(self, raw: Mapping[str, Any], known: Collection[str], path: str) -> None:
        for key in raw:
            if key not in known:
                why = f"unknown key; expected {nearest(key, known)}"
                self.faults.append((f"{path}{key}", why))


def _address_fault(section: _Section, fault: Callable[[str], str | None]) -> list[str]:
    url = section.url if isinstance(section.url, str) else section.url.reveal()
    why = fault(url) if url else None
    return [why.replace(url, origin(url))] if why else []


def _completed(source: SourceSettings, service: ServiceSettings) -> SourceSettings:
    """With what follows from other keys: the outlet and the time zone."""
    host = urlsplit(source.url).hostname
    return msgspec.structs.replace(
        source,
        outlet=source.outlet or (registrable(host) if host else ""),
        timezone=source.timezone or service.timezone,
    )
