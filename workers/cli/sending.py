"""Test alerts: `ajil check --send`, the console's button, and the form of an alarm."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import msgspec
import typer

from streamer import dates, headline, text
from streamer.errors import AjilError, SettingsError
from streamer.settings import Settings, SubscriberSettings
from workers import made
from workers.classify import Classifier
from workers.cli import wiring
from workers.store import Store
from workers.story import Delivered, Event, encode


async def receivers(settings: Settings, name: str) -> list[SubscriberSettings]:
    """Those whom `name` means (`all`: everybody), of the configuration and of what was made while it ran.
    SettingsError where nobody is called so."""
    if not name:
        return []
    everybody, unasked = settings.subscriber, ""
    if name not in {one.name for one in everybody}:
        try:
            async with wiring.store_at_once(settings) as store:
                whole = made.merged(settings, await made.read(store))
            wiring.hide_secrets(whole)
            everybody = whole.subscriber
        except AjilError as error:
            unasked = f" (who was made while it ran could not be looked up: {error})"
    chosen = [one for one in everybody if name in ("all", one.name)]
    if not chosen:
        known = ", ".join(one.name for one in everybody) or "none: there is none"
        fault = f"--send: no subscriber is called {name}; expected all, or one of {known}{unasked}"
        raise SettingsError([fault])
    if unasked:
        typer.echo(f"--send: sent to those of the configuration alone{unasked}", err=True)
    return chosen


async def to_each(settings: Settings, several: list[SubscriberSettings], *, as_json: bool) -> bool:
    """Sends a test alert to each and shows what came of it; whether all took it."""
    event = _test_event()
    good = True
    for subscriber in several:
        why = await _send_one(settings, subscriber, event)
        good = good and not why
        if as_json:
            typer.echo(msgspec.json.encode({"subscriber": subscriber.name, "error": why or None}))
        else:
            typer.echo(f"{subscriber.name}: {why or 'the test alert was taken'}")
    return good


async def _send_one(settings: Settings, subscriber: SubscriberSettings, event: Event) -> str:
    """What went wrong, or nothing."""
    if not wiring.channel(subscriber.channel).IN_COMMIT:
        return await _post(settings, subscriber, event)
    try:
        async with wiring.store_at_once(settings) as store:
            return await send(settings, subscriber, store, event)
    except AjilError as error:
        return f"it was not taken: {error}"


async def send_test(settings: Settings, subscriber: SubscriberSettings, store: Store) -> str:
    """A test alert from the running service; gives what went wrong, or nothing. Raises what redis
    raises."""
    return await send(settings, subscriber, store, _test_event())


async def send(
    settings: Settings, subscriber: SubscriberSettings, store: Store, event: Event
) -> str:
    """An event that stands in no log, to one subscriber; gives what went wrong, or nothing. Raises what
    redis raises."""
    if wiring.channel(subscriber.channel).IN_COMMIT:
        await store.send_test(subscriber.name, encode(event))
        return ""
    return await _post(settings, subscriber, event)


def alarm_event(words: str) -> Event:
    """What those who run the service should hear of, in the form of an event."""
    return msgspec.structs.replace(
        _test_event(), source="ajil-alarm", kind="alarm", sources=("ajil-alarm",),
        title=f"Ajil: {words}", lang="en", dir="ltr", urgency="urgent", places=(),
        because=("an alarm about the service itself",), test=msgspec.UNSET,
    )  # fmt: skip


async def _post(settings: Settings, subscriber: SubscriberSettings, event: Event) -> str:
    channel = wiring.channel(subscriber.channel)
    poster, doors = wiring.poster(settings), wiring.doors(settings)
    try:
        now = datetime.now(UTC)
        parcel = channel.compose(event, subscriber, now)
        carry = doors[parcel.carrier].carry if parcel.carrier else poster.post
        answer = await carry(parcel)
        outcome = channel.judge(answer, now)
    finally:
        await poster.close()
        for door in doors.values():
            await door.close()
    if isinstance(outcome, Delivered):
        return ""
    return f"it was not taken: {text.line(outcome.why)}"


def _test_event() -> Event:
    now = datetime.now(UTC)
    title = "تنبيه تجريبي من عاجل: هذا ليس خبراً"
    found = Classifier().classify(
        title=title, summary=None, section=None, marked=False, kind="test", lang="ar"
    )
    at = dates.utc(now)
    item_id = headline.identity(secrets.token_hex(8), now)
    return Event(
        id=item_id, event="new", revision=1, story=item_id, source="ajil-check", kind="test",
        sources=("ajil-check",), outlet="ajil", title=title, url=None, summary=None, section=None,
        lang=found.lang, dir=found.dir, published=None, published_raw=None, published_from=None,
        seen=at, queued=at, classified=at, topics=found.topics, urgency=found.urgency,
        urgency_score=found.urgency_score, places=found.places,
        because=("a test alert: ajil check --send",), test=True,
    )  # fmt: skip
