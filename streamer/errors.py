"""Everything that Ajil raises on purpose. The cause stands in the text.

    AjilError
    ├── SettingsError      the configuration is wrong: every fault at once, exit status 2
    ├── StoreError         Redis is there, but not one that we can work with
    ├── DataDirError       data_dir cannot be used: held by another run, or not writable
    └── Refused            an address, a redirect or an answer that a guard will not let through

A failed poll and a failed delivery are no exceptions: they are expected, and are values
(`streamer.fetch.Failed`, `workers.story.TryAgain`, `workers.story.GiveUp`).
"""

from __future__ import annotations


class AjilError(Exception):
    """Base of all errors that Ajil raises on purpose."""


class SettingsError(AjilError):
    """The configuration is wrong. `faults` holds one line a fault: file, key, what was expected."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class StoreError(AjilError):
    """The Redis that was named cannot serve: too old, a replica, the wrong kind, a foreign key."""


class DataDirError(AjilError):
    """data_dir cannot be used: another run holds it, or it cannot be written."""


class Refused(AjilError):
    """A guard stops here: a private address, a redirect too many, an answer too large."""
