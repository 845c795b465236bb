"""What the processes share that run a channel's package for us: little of our environment, and a hook that is
set before anything is imported that dials.

Whichever library asks, for whichever reason (a redirect, a name that leads elsewhere, a broker that names
another), an address that may not be dialled is refused where Python connects a socket (docs.python.org,
"Audit events table"). Sockets that are not Python's own pass it by.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

from streamer.guard import Guard, RefusedAddress

Hook = Callable[[str, tuple[Any, ...]], None]
_KEPT: Final = ("PATH", "PYTHONPATH", "LANG", "SSL_CERT_FILE", "SYSTEMROOT")


def environment() -> dict[str, str]:
    """None of our secrets."""
    return {key: os.environ[key] for key in _KEPT if key in os.environ}


def hook(guard: Guard, note: Callable[[str], None]) -> Hook:
    """For `sys.addaudithook`. `note` is told why an address was refused."""

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
            note(str(error))
            raise

    return stop
