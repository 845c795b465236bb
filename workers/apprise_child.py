"""`python -m workers.apprise_child`: sends one message, told on standard input, and ends.

Before anything is imported that dials, a hook is set where Python connects a socket: whichever library asks,
for whichever reason (a redirect, a name that leads elsewhere), an address that may not be dialled is refused
there. Sockets that are not Python's own pass it by; none of the schemes that are taken has such.
"""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from streamer.guard import Guard, RefusedAddress
from workers.apprise_door import Asked, Said


def main() -> Said:
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Asked)
    guard = Guard(asked.allow)
    refused: list[str] = []

    def stop(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
            raise PermissionError(f"{event} is not for a channel")
        if event not in ("socket.connect", "socket.sendto"):
            return
        address = arguments[1]
        try:
            if not isinstance(address, tuple):
                raise RefusedAddress("a socket of this machine")
            guard.stop(str(address[0]), int(address[1]))
        except RefusedAddress as error:
            refused.append(str(error))
            raise

    sys.addaudithook(stop)
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
