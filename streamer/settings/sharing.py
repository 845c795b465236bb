"""The part of the configuration that all processes follow, as it is kept in Redis.

What is asked, who gets what, and how a headline is judged must be the same everywhere; where this
machine keeps its data, listens and dials is its own affair and stays out.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from streamer.errors import SettingsError
from streamer.settings.types import (
    ClassifySettings,
    DedupeSettings,
    Secret,
    Settings,
    SourceSettings,
    SubscriberSettings,
)


class _Shared(msgspec.Struct, frozen=True, kw_only=True):
    source: tuple[SourceSettings, ...]
    subscriber: tuple[SubscriberSettings, ...]
    dedupe: DedupeSettings
    classify: ClassifySettings
    timezone: str
    keep: float
    max_age: float
    backlog: int


def _reveal(value: object) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    # An enc_hook's word to msgspec for a type that it does not know (its documentation, "Extending").
    raise NotImplementedError(type(value).__name__)


def _hide(wanted: type, value: Any) -> Any:
    if wanted is Secret and isinstance(value, str):
        return Secret(value)
    raise ValueError(f"Expected `{wanted.__name__}`")


_SectionT = TypeVar("_SectionT", SourceSettings, SubscriberSettings)
_ENCODER = msgspec.json.Encoder(enc_hook=_reveal, order="deterministic")
_DECODER = msgspec.json.Decoder(_Shared, dec_hook=_hide)


def shared(settings: Settings) -> bytes:
    """JSON of the shared part, with secrets in clear: it is for Redis, never for a log. Equal
    settings give equal bytes."""
    service = settings.service
    return _ENCODER.encode(
        _Shared(
            source=settings.source,
            subscriber=settings.subscriber,
            dedupe=settings.dedupe,
            classify=settings.classify,
            timezone=service.timezone,
            keep=service.keep,
            max_age=service.max_age,
            backlog=service.backlog,
        )
    )


def secret_values(settings: Settings) -> frozenset[str]:
    """Every secret of the configuration, in clear: for `streamer.log.hide`, which strikes them out.
    Several in one key also each by itself."""
    found = {settings.redis.url, settings.service.token, settings.network.proxy}
    for source in settings.source:
        found.update(source.headers.values())
    for one in settings.subscriber:
        found.update((one.url, one.secret, one.token))
        found.update(map(Secret, one.secret.reveal().split()))
    return frozenset(secret.reveal() for secret in found if secret)


def from_shared(data: bytes, local: Settings) -> Settings:
    """`local` with the shared part from `data`; unknown fields (of a newer version) are left out.

    Raises SettingsError when `data` was not written by `shared`; no value stands in its text.
    """
    try:
        got = _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(
            [f"configuration in Redis: {error}; expected what another process of Ajil wrote"]
        ) from None
    service = msgspec.structs.replace(
        local.service,
        timezone=got.timezone,
        keep=got.keep,
        max_age=got.max_age,
        backlog=got.backlog,
    )
    return msgspec.structs.replace(
        local,
        service=service,
        source=got.source,
        subscriber=got.subscriber,
        dedupe=got.dedupe,
        classify=got.classify,
    )


def section(made: SourceSettings | SubscriberSettings) -> bytes:
    """JSON of one source or subscriber, secrets in clear: for Redis, never for a log."""
    return _ENCODER.encode(made)


def made_section(data: bytes, kind: type[_SectionT]) -> _SectionT:
    """What `section` wrote. SettingsError on anything else; no value stands in its text."""
    try:
        return msgspec.json.decode(data, type=kind, dec_hook=_hide)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(
            [f"a section in Redis: {type(error).__name__}; expected what Ajil wrote"]
        ) from None
