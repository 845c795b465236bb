"""What the model sees of a word: itself and its runs of letters, each hashed into one of the model's rows.

A word stands in its folded form (streamer.text), between < and >, so that <ال is seen to be a beginning.
Its runs of 3, 4 and 5 letters are what words of one root and their clitics have in common: والمباراة,
مباريات. Hashed (CRC-32, the same on every machine), because then no list of known runs has to be kept or
read.
"""

from __future__ import annotations

from typing import Final
from zlib import crc32

ROWS: Final = 1 << 18
RUNS: Final = (3, 4, 5)
LONG: Final = 24
"""Letters of a word that are looked at."""


def rows(word: str) -> list[int]:
    """The rows of the model that speak of a folded word, the whole word's first."""
    whole = f"<{word[:LONG]}>"
    data = whole.encode("utf-16-le", "surrogatepass")  # two bytes a letter, so that runs are slices
    found = [crc32(data, 1) % ROWS]
    for n in RUNS:
        found += [crc32(data[at : at + 2 * n]) % ROWS for at in range(0, len(data) - 2 * n + 1, 2)]
    return found
