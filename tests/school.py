"""A running school for tests: the whole server in this process, asked as an app would ask it."""

import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import msgspec
import sqlalchemy as sa

from server.core.config import Settings
from server.core.context import Context
from server.core.db import Tx
from server.core.jobs import Runner
from server.core.tables import jobs
from server.school.actions import end_right
from server.school.tables import contact_rights
from tests.cast import Cast, Who
from tests.edges import FixedClock
from wire.base import Endpoint, Model, Refusal

Ask = TypeVar("Ask", bound=Model)
Answer = TypeVar("Answer", bound=Model)


def new_key() -> str:
    """What an app puts on a write so that it happens once."""
    return secrets.token_urlsafe(16)


@dataclass
class School:
    """The server, what it stands on, and who is in it."""

    app: Any
    context: Context
    runner: Runner
    clock: FixedClock
    cast: Cast
    http: httpx.AsyncClient

    async def ask(
        self, who: Who | None, endpoint: Endpoint[Ask, Answer], ask: Ask, *, key: str | None = None
    ) -> Answer | Refusal:
        """The answer, or the refusal, that somebody gets."""
        told = await self.send(who, endpoint, msgspec.to_builtins(ask), key=key)
        if told.status_code == 200:
            return msgspec.json.decode(told.content, type=endpoint.answer)
        return msgspec.json.decode(told.content, type=Refusal)

    async def send(
        self, who: Who | None, endpoint: Endpoint[Any, Any], fields: dict[str, Any], *, key: str | None = None
    ) -> httpx.Response:
        """The bare answer to plain ``fields``, which may be wrong."""
        path, rest = filled_path(endpoint, fields)
        headers = headers_of(who)
        if endpoint.method == "GET":
            present = {name: value for name, value in rest.items() if value is not None}
            return await self.http.get(path, params=present, headers=headers)
        headers["Idempotency-Key"] = key or new_key()
        return await self.http.post(path, json=rest, headers=headers)

    def do_jobs(self) -> None:
        """Does every job that is due, and waits for what the server has in hand: a job, a write that nobody awaits."""
        self.context.db._errands.submit(lambda: None).result()
        due = sa.and_(jobs.c.state == "ready", jobs.c.due <= self.clock.now())
        left = sa.select(sa.func.count()).select_from(jobs).where(sa.or_(jobs.c.state == "running", due))
        while self.runner.run_due() or self.context.db.read(lambda conn: conn.execute(left).scalar()):
            time.sleep(0.005)

    async def end_rights(self, who: Who) -> None:
        """Ends all contact rights of somebody, as the office would."""

        def end(tx: Tx) -> None:
            mine = sa.select(contact_rights.c.id).where(contact_rights.c.person_id == who.id)
            for right_id in tx.conn.execute(mine).scalars().all():
                end_right(tx, right_id)

        await self.context.db.awrite(end)


@asynccontextmanager
async def running(settings: Settings, cast: Cast, clock: FixedClock, **parts: Any) -> AsyncIterator[School]:
    """The server on a database with this cast. ``parts``: what ``server.app.build`` takes besides."""
    from server.app import build

    server = build(settings, clock=clock, **parts)
    async with server.app.router.lifespan_context(server.app):
        transport = httpx.ASGITransport(server.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://school.test") as http:
            yield School(server.app, server.context, server.runner, clock, cast, http)


def headers_of(who: Who | None) -> dict[str, str]:
    """What an app that somebody is signed in to sends along."""
    return {"Authorization": f"Bearer {who.token}"} if who else {}


def filled_path(endpoint: Endpoint[Any, Any], fields: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The path with its numbers in it, and the fields that travel elsewhere."""
    rest, path = dict(fields), endpoint.path
    for name in [name for name in fields if f"{{{name}}}" in path]:
        path = path.replace(f"{{{name}}}", str(rest.pop(name)))
    return path, rest
