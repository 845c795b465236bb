"""`python -m deploy.demo [--seconds N]`.

Exit status: 0 every expected alert arrived once, or Ctrl-C ended an open-ended demo in good order; 1 not so;
2 wrong use; 130 Ctrl-C before a timed demo was over.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from deploy.demo.house import SHORTEST, House
from deploy.demo.screen import Screen


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m deploy.demo",
        description="An invented afternoon of news on loopback, played to the real service.",
    )
    parser.add_argument(
        "--seconds", type=float, help="play that long, sum up and end; without it: until Ctrl-C"
    )
    seconds: float | None = parser.parse_args().seconds
    if seconds is not None and not SHORTEST <= seconds <= 86400:
        parser.error(f"--seconds: expected {SHORTEST:g} or more")
    screen = Screen()
    folder = Path(tempfile.mkdtemp(prefix="ajil-demo-"))
    status = 1
    try:
        status = asyncio.run(House(folder, screen).run(seconds))
    finally:
        if status == 1:
            screen.say(f"log and data are kept in {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
