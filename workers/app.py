"""The workers' side as a Faust app: one channel, one agent, a pump and a timer.

    pump (task)    pipeline.batches() ─► channel, whole batches ─► agent: pipeline.take(batch)
    timer          hold the judge's lease
    couriers       run beside, as a task of the app

Faust runs without Kafka here, and without its own worker, web server and signal handlers: cli.py owns the
process. Facts that shape this file: an agent that raises is restarted and its item is gone from memory, so
`take` never raises, and what is durable is the pending list; `app.stop()` drains nothing, so the pump is
stopped first and the judge finishes what it was given; flow control must be resumed once by hand, or agents
receive nothing; two agents on one channel would each get everything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import faust
import structlog
from faust.app.base import App, BootStrategy

from streamer.log import faust_logging_config
from workers.delivery import Couriers
from workers.pipeline import HOLD_EVERY, Pipeline

log = structlog.get_logger(__name__)

_AHEAD: Final = 2
"""Batches in hand, one judged and one read meanwhile: reading and judging overlap."""
_WITHIN: Final = 3.0
"""Seconds for what is in hand at the end."""


class _WithoutKafka(BootStrategy):  # type: ignore[misc]
    enable_kafka = False


class _App(App):  # type: ignore[misc]
    BootStrategy = _WithoutKafka


class Workers:
    """Judge and couriers of one process. `start`, then `stop`; what is in hand at `stop` is finished."""

    def __init__(
        self,
        pipeline: Pipeline,
        couriers: Couriers,
        *,
        data_dir: Path,
        failed: Callable[[BaseException], None],
    ) -> None:
        self._pipeline = pipeline
        self._couriers = couriers
        self._failed = failed
        self._app = _App(
            "ajil-workers",
            broker="kafka://",  # asked for by Faust, never dialled
            web_enabled=False,  # else it opens 0.0.0.0:6066
            autodiscover=False,
            datadir=_as_it_is(data_dir / "faust"),
            logging_config=faust_logging_config(),
        )
        batches = self._app.channel(maxsize=_AHEAD)
        room = asyncio.Semaphore(_AHEAD)
        self._pump: asyncio.Task[None] | None = None
        self._carry: asyncio.Task[None] | None = None

        @self._app.agent(batches, name="judge")  # type: ignore[untyped-decorator]
        async def judge(stream: faust.StreamT[Any]) -> None:
            async for batch in stream:
                try:
                    await pipeline.take(batch)
                finally:
                    room.release()

        @self._app.timer(HOLD_EVERY)  # type: ignore[untyped-decorator]
        async def hold() -> None:
            try:
                await pipeline.hold()
            except Exception as error:  # Faust would end the timer and go on without it
                self._broken("hold", error)

        async def pump() -> None:
            ahead = pipeline.batches()
            while True:
                # Read late, so that what waits meanwhile comes as one batch: a commit costs the same for it.
                await room.acquire()
                try:
                    batch = await anext(ahead)
                except StopAsyncIteration:
                    return
                await batches.put(batch)

        self._pumping = pump

    async def start(self) -> None:
        await self._app.start()
        self._app.flow_control.resume()
        await self._pipeline.hold()
        self._pump = self._task(self._pumping(), "pump")
        self._carry = self._task(self._couriers.run(), "couriers")

    async def stop(self) -> None:
        """Stops reading, judges what was read, lets another judge take over, finishes deliveries that are
        under way: all within some three seconds, whatever Redis and receivers do."""
        stopping = (self._pipeline.stop(_WITHIN), self._couriers.stop(_WITHIN))
        ended = await asyncio.gather(*stopping, return_exceptions=True)
        tasks = [task for task in (self._pump, self._carry) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._app.stop()
        for error in ended:
            if isinstance(error, BaseException):
                raise error

    def _task(self, work: Any, name: str) -> asyncio.Task[None]:
        """A task whose end by an exception ends the process: a worker that does half is worse than none."""
        task: asyncio.Task[None] = asyncio.create_task(work, name=name)

        def over(ended: asyncio.Task[None]) -> None:
            if not ended.cancelled() and (error := ended.exception()) is not None:
                self._broken(name, error)

        task.add_done_callback(over)
        return task

    def _broken(self, task: str, error: BaseException) -> None:
        log.error("worker.broken", task=task, exc_info=error)
        self._failed(error)


def _as_it_is(path: Path) -> str:
    """For Faust, which puts something else in place of a ~ at the beginning and of braces anywhere."""
    return str(path.absolute()).replace("{", "{{").replace("}", "}}")
