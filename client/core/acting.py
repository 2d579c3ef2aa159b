"""Runs what a person asks for: one place where offline, refused and our own mistakes become words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from client.core import log
from client.core.failures import Offline, Refused
from client.core.notices import Notices
from client.core.words import Words

P = ParamSpec("P")
Answered = TypeVar("Answered")


class Acting:
    """The part of an account that runs actions. Each gets the account as its first argument."""

    words: Words
    notices: Notices

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def do(
        self, action: Callable[Concatenate[Self, P], Awaitable[Any]], *args: P.args, **kwargs: P.kwargs
    ) -> asyncio.Task[bool]:
        """Run an action in the background; what goes wrong becomes a notice. The task says whether it went well."""
        return self.spawn(self._done(action, *args, **kwargs))

    async def _done(
        self, action: Callable[Concatenate[Self, P], Awaitable[Any]], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        problem = await self.attempt(action, *args, **kwargs)
        if problem is None:
            return True
        self.notices.say("refused", problem)
        return False

    async def attempt(
        self, action: Callable[Concatenate[Self, P], Awaitable[Any]], *args: P.args, **kwargs: P.kwargs
    ) -> str | None:
        """Run an action; the sentence that says what went wrong, for a form to show in its place, or none."""
        try:
            await action(self, *args, **kwargs)
        except Refused as error:
            return self.words.refusal(error.code, error.facts)
        except Offline:
            return self.words._(
                "There is no connection to the school. Please try again when you are back online."
            )
        except Exception as error:  # noqa: BLE001 a mistake of ours must not end the app
            log.bug(error, getattr(action, "__name__", "an action"))
            return self.words._("Something went wrong in the app. What you wrote is kept. Please try again.")
        return None

    def spawn(self, work: Coroutine[Any, Any, Answered]) -> asyncio.Task[Answered]:
        """Run something for as long as this page is open."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def after(
        self,
        sent: asyncio.Future[bytes],
        action: Callable[Concatenate[Self, P], Awaitable[Any]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run an action once an item of the outbox has arrived; not if it was refused."""

        async def wait(account: Self) -> None:
            try:
                await sent
            except (Refused, asyncio.CancelledError):
                return
            await action(account, *args, **kwargs)

        self.do(wait)
