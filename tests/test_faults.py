"""The faults and bad inputs that this service must live through, and that a test tries each.

A test says which it tries at the head of its docstring: `Fault 5: …`, `Faults 5 and 6: …`, `Faults 13 to 15:
…`. So `grep -rn "Fault" tests` finds them, and one that is lost is seen here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FAULTS = {
    1: "a worker is killed in mid-batch",
    2: "a worker dies between commit and acknowledgement, or lost its lease",
    3: "Redis is killed under load",
    4: "Redis comes back empty",
    5: "Redis is out of memory, or its disk is full",
    6: "Redis is loading, or read-only after a fail-over",
    7: "Redis is a black hole",
    8: "the answer to a write is lost",
    9: "the stream outgrows its bound while workers are down",
    10: "judging a headline always raises",
    11: "a foreign entry on a stream",
    12: "a slow or hung subscriber",
    13: "a webhook answers 500 for hours",
    14: "410, 429 and 503 with any Retry-After",
    15: "a receiver redirects",
    16: "a receiver's yes comes too late",
    17: "a secret is rotated",
    18: "odd spellings of private addresses",
    19: "a name turns private, or is half private",
    20: "a feed redirects inwards, or in a circle",
    21: "bombs, endless and huge bodies",
    22: "drips, endless headers, TLS that stalls",
    23: "XML bombs, external entities, deep XML",
    24: "cut-off documents and wrong encodings",
    25: "floods of items, worthless guids, incredible dates",
    26: "Slack's own markup in a headline",
    27: "invisible and combining characters in a headline",
    28: "CR, LF, escapes and JSON in a headline",
    29: "secrets in errors, URLs, reprs",
    30: "a stepped clock, SIGTERM under load, two schedulers, a full disk for logs",
}
HEAD = re.compile(r"Faults? (\d[\d, ]*(?:(?:and|to) \d+)?):")
HERE = Path(__file__).parent


def heads(path: Path) -> Iterator[str]:
    """The first lines of what the tests of a file say of themselves."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(
            "test_"
        ):
            yield ast.get_docstring(node) or ""


def numbers(head: str) -> set[int]:
    """The faults that a docstring begins with."""
    if not (found := HEAD.match(head)):
        return set()
    some = [int(number) for number in re.findall(r"\d+", found[1])]
    return set(range(some[0], some[-1] + 1)) if " to " in found[1] else set(some)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("Fault 5: x", {5}),
        ("Faults 5 and 6: x", {5, 6}),
        ("Faults 13 to 15: x", {13, 14, 15}),
        ("Faults 1, 3 and 7: x", {1, 3, 7}),
        ("What comes of fault 5: x", set()),
        ("Fault: x", set()),
    ],
)
def test_the_head_of_a_docstring_names_its_faults(head: str, found: set[int]) -> None:
    assert numbers(head) == found


def test_every_fault_is_tried_by_a_test_that_says_so() -> None:
    told = [
        number
        for path in HERE.glob("test_*.py")
        for head in heads(path)
        for number in numbers(head)
    ]
    assert set(told) <= FAULTS.keys()
    assert {number: FAULTS[number] for number in FAULTS.keys() - set(told)} == {}
