"""What a report is looked up by, as it is stamped on the judged log beside its event: whoever reads the log
back, or follows it, need not read every title and summary again.

    version ⇥ folded words ⇥ sketch ⇥ kin ⇥ kin ⇥ …

The version is that of the code and the lists that made the stamp. One of another version is not believed, nor
one that is damaged: the title is read then, as where there is none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from sys import intern
from typing import Final, NamedTuple

_MADE_BY: Final = {
    "workers.dedupe": (".py", ".toml", ".txt"),
    "workers.classify": (".toml",),
    "streamer": ("text.py", "leading_mark.py", "markup.py"),
}
"""Package → the ends of the names of its files, and of those in its folders, on which a stamp rests."""


class Sought(NamedTuple):
    """What a report is looked up by."""

    fold: str
    """The words of its title, folded."""
    sketch: bytes
    """Of its summary (sketch.py)."""
    kin: tuple[str, ...]
    """Of all its units, the six rarest first; none where it names no story, for then it is never found."""


def stamped(sought: Sought) -> bytes:
    return "\t".join((version(), sought.fold, sought.sketch.hex(), *sought.kin)).encode()


def sought(stamp: bytes) -> Sought | None:
    """What `stamped` made the stamp of; None: nothing to be believed."""
    try:
        made_by, fold, sketch, *kin = stamp.decode().split("\t")
        if made_by != version() or not all(kin):
            return None
        return Sought(fold, bytes.fromhex(sketch), tuple(map(intern, kin)))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def version() -> str:
    """The same wherever the same code reads with the same lists."""
    digest = blake2b(unicodedata.unidata_version.encode(), digest_size=6)
    for name, content in _files():
        digest.update(b"%b\0%d\0%b" % (name.encode(), len(content), content))
    return digest.hexdigest()


def _files() -> Iterator[tuple[str, bytes]]:
    for package, ends in _MADE_BY.items():
        yield from _within(files(package), ends)


def _within(folder: Traversable, ends: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.is_dir():
            yield from _within(file, ends)
        elif file.name.endswith(ends):
            yield file.name, file.read_bytes()
