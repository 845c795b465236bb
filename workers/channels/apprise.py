"""Apprise: Telegram, Discord, Teams, e-mail and many more, by the package of that name (extra `apprise`).

`token` holds the service's address as Apprise writes it (github.com/caronc/apprise/wiki), all of it a secret:
`tgram://BOT/CHAT`, `discord://ID/TOKEN`, `mailtos://USER:PASSWORD@mail.example?to=desk@example.org`. Named
schemes alone are taken: none that runs a program, writes a file or speaks to this machine's own desktop.

The package dials by itself, in a process of its own with a deadline (workers.apprise_door), where every
address is held to `network.allow` as the socket is about to be connected.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

import msgspec

from streamer.settings import SubscriberSettings
from workers.story import (
    Answer,
    Delivered,
    Digest,
    Event,
    GiveUp,
    News,
    Outcome,
    Parcel,
    TryAgain,
)

IN_COMMIT = False
PER_SECOND = 1.0  # what most of these services take from one sender
GIVE_UP = "6h"

SCHEMES: Final = frozenset(
    {
        *("discord", "mailto", "mailtos", "msteams", "workflow", "workflows", "tgram", "ntfy"),
        *("ntfys", "gotify", "gotifys", "matrix", "matrixs", "mmost", "mmosts", "rocket"),
        *("rockets", "pover", "pbul", "zulip", "webex", "wxteams", "gchat", "line"),
        *(
            "signal",
            "signals",
            "whatsapp",
            "twilio",
            "vonage",
            "messagebird",
            "mailgun",
            "sendgrid",
        ),
        *("ses", "sns", "ifttt", "join", "prowl", "pushed", "pushy", "simplepush"),
        *("streamlabs", "json", "jsons"),
    }
)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9]*)://\S+")
_STEERING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_MENTION: Final = re.compile(r"[@<]")


def check(subscriber: SubscriberSettings) -> list[str]:
    """No address, or one of a scheme that is not taken. Never shows it."""
    found = _SCHEME.fullmatch(subscriber.token.reveal())
    faults = []
    if found is None:
        faults.append("token: expected an address of Apprise, as tgram://BOT/CHAT")
    elif found[1] not in SCHEMES:
        faults.append(
            f"token: {found[1]}:// is not taken, expected one of {', '.join(sorted(SCHEMES))}"
        )
    faults += [
        f"{key}: an apprise subscriber has no use for it, expected it to be absent"
        for key in ("url", "secret", "to")
        if getattr(subscriber, key)
    ]
    return faults


def compose(news: News, subscriber: SubscriberSettings, now: datetime) -> Parcel:
    """Plain text: a line for each headline, its link below it."""
    events = news.events if isinstance(news, Digest) else (news,)
    title = f"{len(events)} ×" if isinstance(news, Digest) else _shown(events[0].outlet)
    body = "\n\n".join(map(_lines, events))
    return Parcel(
        url=subscriber.token.reveal(),
        headers={},
        body=msgspec.json.encode({"title": title, "body": body}),
        carrier="apprise",
    )


def judge(answer: Answer, now: datetime) -> Outcome:
    """Apprise tells no more than yes or no; an address that it does not understand is no for good."""
    if answer.status == 200:
        return Delivered()
    why = answer.error or "Apprise says no"
    return GiveUp(why=why) if answer.status == 400 else TryAgain(why=why)


def _lines(event: Event) -> str:
    mark = {"new": "", "withdrawn": "✗ "}.get(event.event, f"[{event.event}] ")
    return mark + _shown(event.title) + (f"\n{event.url}" if event.url else "")


def _shown(text: str) -> str:
    """On one line; a mention or a tag is broken by a space that nobody sees (U+2060)."""
    return _MENTION.sub(lambda found: found[0] + "\u2060", _STEERING.sub(" ", text)).strip()
