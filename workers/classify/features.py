"""What the model sees of a word: itself and its runs of letters, each hashed into one of the model's rows.

A word stands in its folded form (streamer.text), between < and >, so that <ال is seen to be a beginning.
Its runs of 3, 4 and 5 letters are what words of one root and their clitics have in common: والمباراة,
مباريات. Hashed (CRC-32, the same on every machine), because then no list of known runs has to be kept or
read.

`rows` says it of one word, and `rows_of` of many at once: CRC-32 is linear, so that the sum of a run is
what its letters give at their distance from its end, all XORed, and a constant for its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROWS: Final = 1 << 18
RUNS: Final = (3, 4, 5)
LONG: Final = 24
"""Letters of a word that are looked at."""
_LAST: Final = np.uint32(ROWS - 1)
_FEW: Final = 10
"""Words from which on it pays to do them at once."""


def rows(word: str) -> list[int]:
    """The rows of the model that speak of a folded word, the whole word's first."""
    whole = f"<{word[:LONG]}>"
    data = _utf16(whole)
    found = [crc32(data, 1) % ROWS]
    for n in RUNS:
        found += [crc32(data[at : at + 2 * n]) % ROWS for at in range(0, len(data) - 2 * n + 1, 2)]
    return found


def rows_of(words: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """The rows of all these words (at least one), word after word, and where those of each begin."""
    if len(words) < _FEW:
        each = [rows(word) for word in words]
        begins = np.array([0, *accumulate(map(len, each[:-1]))])
        return np.array([row for one in each for row in one], np.uint32), begins
    wholes = [_utf16(f"<{word[:LONG]}>") for word in words]
    letters = np.frombuffer(b"".join(wholes), "<u2")
    sizes = np.array([len(whole) >> 1 for whole in wholes])
    ends = sizes.cumsum()
    left = ends.repeat(sizes) - np.arange(
        len(letters)
    )  # letters from each one to the end of its word
    firsts = ends - sizes
    found = np.empty((len(letters), 1 + len(RUNS)), np.uint32)  # the runs that begin with a letter
    there = np.empty(found.shape, np.bool_)
    there[:, 0] = False
    there[firsts, 0] = True
    found[firsts, 0] = [crc32(whole, 1) for whole in wholes]
    sums = _letter_sums()
    for column, n in enumerate(RUNS, 1):
        there[:, column] = left >= n
        run = np.full(max(len(letters) - n + 1, 0), crc32(bytes(2 * n)), np.uint32)
        for place in range(n):
            run ^= sums[n - 1 - place].take(letters[place : place + len(run)])
        found[: len(run), column] = run
    counts = np.add.reduceat(there.sum(axis=1), firsts)
    return found[there] & _LAST, counts.cumsum() - counts


@cache
def _letter_sums() -> NDArray[np.uint32]:
    """What each letter gives to the sum of a run, by the letters behind it: for each of its bits what that
    bit alone gives."""
    sums = np.zeros((max(RUNS), 1 << 16), np.uint32)
    for behind, of in enumerate(sums):
        nothing = crc32(bytes(2 * behind + 2))
        for bit in range(16):
            one = 1 << bit
            gives = crc32(one.to_bytes(2, "little") + bytes(2 * behind)) ^ nothing
            of[one : 2 * one] = of[:one] ^ np.uint32(gives)
    return sums


def _utf16(text: str) -> bytes:
    """Two bytes a letter, so that runs are slices."""
    return text.encode("utf-16-le", "surrogatepass")
