"""`python -m workers.apprise_child`: sends one message, told on standard input, and ends.

Before anything is imported that dials, the hook of workers.child is set; none of the schemes that are taken
has sockets that pass it by.
"""

from __future__ import annotations

import sys

import msgspec

from streamer.guard import Guard
from workers import child
from workers.apprise_door import Asked, Said


def main() -> Said:
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Asked)
    guard = Guard(asked.allow)
    refused: list[str] = []
    sys.addaudithook(child.hook(guard, refused.append))
    try:
        import apprise
    except ImportError:
        return Said(status=502, error="the package is not here, expected pip install ajil[apprise]")
    sender = apprise.Apprise()
    if not sender.add(asked.url):
        return Said(status=400, error="Apprise does not understand the address")
    told = sender.notify(title=asked.title, body=asked.body, body_format=apprise.NotifyFormat.TEXT)
    if told:
        return Said(status=200)
    return Said(status=502, error=f"refused: {refused[0]}" if refused else "Apprise says no")


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(main()) + b"\n")
