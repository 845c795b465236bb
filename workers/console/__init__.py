"""What people and programs see of the service over HTTP (`service.listen`).

    request ─► gate ─┬─► api.py, changes.py   what openapi.py describes ─► answers.py
    (our name?       ├─► listening.py         /events ◄── live.py ◄── {prefix}:news
     the token?)     └─► pages.py, forms.py   for people ─► look.py (templates, two languages)
                            │
    view.py      what is known of sources, subscribers, judge and queue, without secrets
    history.py   older ones, one story, what a filter would have sent     receipts.py  who was told when
    figures.py   how quick and how much                                   desk.py      what is changed

What stands in headlines is hostile, and so may be whoever asks; no other host is ever asked for anything.
"""

from __future__ import annotations

from workers.console.server import Console
from workers.console.view import View

__all__ = ["Console", "View"]
