"""What people and programs see of the service over HTTP (`service.listen`).

    request ─► gate ─┬─► health.py     /healthz /readyz /metrics
    (our name?       ├─► api.py        /api/status /api/events /api/schema/event.json
     the token?)     ├─► listening.py  /events ◄── live.py ◄── {prefix}:news
                     └─► pages.py      / /status /login /logout, style and script
                            ▲
              view.py: what is known of sources, subscribers, judge and queue, without secrets

It only looks: nothing here changes what is polled, judged or delivered. What stands in headlines is hostile,
and so may be whoever asks; no other host is ever asked for anything.
"""

from __future__ import annotations

from workers.console.server import Console
from workers.console.view import View

__all__ = ["Console", "View"]
