"""The configuration: one TOML file, checked as a whole, typed and frozen.

ajil.toml ─► TOML ─► ${NAME} filled in ─► file:PATH read ─► value by value ─► rules between values
              │            │                   │                 │                 │
              └────────────┴───────────────────┴── every fault ──┴─────────────────┴─► SettingsError
                                                                                   └─► Settings

types     what can be set, with every default
loading   a file ─► Settings, or all of its faults
keys      which value belongs to which key          values    one value of the file
hosts     values that name a place in a network     rules     what must agree with what
faults    what is wrong, in words without secrets
sharing   the part that all processes follow; the secrets, to be struck out of logs
"""

from __future__ import annotations

from streamer.settings.loading import Checks, load, one_section, parse
from streamer.settings.sharing import from_shared, made_section, secret_values, section, shared
from streamer.settings.types import (
    EVENTS,
    TOPICS,
    URGENCIES,
    AlarmSettings,
    ClassifySettings,
    DedupeSettings,
    KafkaSettings,
    NetworkSettings,
    RedisSettings,
    Secret,
    ServiceSettings,
    Settings,
    SourceSettings,
    SubscriberSettings,
)
from streamer.settings.values import duration, size

__all__ = [
    "EVENTS",
    "TOPICS",
    "URGENCIES",
    "AlarmSettings",
    "Checks",
    "ClassifySettings",
    "DedupeSettings",
    "KafkaSettings",
    "NetworkSettings",
    "RedisSettings",
    "Secret",
    "ServiceSettings",
    "Settings",
    "SourceSettings",
    "SubscriberSettings",
    "duration",
    "from_shared",
    "load",
    "made_section",
    "one_section",
    "parse",
    "secret_values",
    "section",
    "shared",
    "size",
]
