"""Nothing is lost (spec 5.3): the server is killed at any moment, and every message is there once and in order.

Several people send, each one message after another, as an outbox does: until it is answered a message is sent
again, under the same key. Meanwhile somebody kills the server, again and again, wherever it happens to be.
"""

import asyncio
import random
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from server.core.context import token_hash
from server.core.db import Database
from server.messages.opening import open_thread
from server.messages.tables import messages
from server.school.viewing import viewer_of
from server.translation.tables import texts
from tests.browser.served import Served
from tests.cast import Cast, Who, add_cast
from tests.databases import Databases
from tests.edges import FixedClock
from tests.school import headers_of
from wire.messages import OpenThread

SENDS = 200
KILLS = 5
PATIENCE = 120.0
"""Seconds until a message that is still not answered is a failure."""

SERVER = """
import sys
from pathlib import Path
import uvicorn
from server.app import build
from server.core.config import Settings
from tests.edges import FixedClock
data, database, port = sys.argv[1:]
server = build(Settings(data=Path(data), database=database), clock=FixedClock())
uvicorn.run(server.app, port=int(port), access_log=False, log_level="error")
"""


class Sender:
    """One person who sends one message after another, and each again until it is answered.

    ``one_more`` is set whenever anybody's message was answered.
    """

    def __init__(self, who: Who, thread: int, many: int, one_more: asyncio.Event) -> None:
        self.who = who
        self.thread = thread
        self.bodies = [f"{who.name} {n}" for n in range(many)]
        self.ids: list[int] = []
        self.again = 0
        self.one_more = one_more

    async def run(self, http: httpx.AsyncClient, chance: random.Random) -> None:
        """Sends all of them."""
        for body in self.bodies:
            await self._send(http, body)
            await asyncio.sleep(chance.random() * 0.01)

    async def _send(self, http: httpx.AsyncClient, body: str) -> None:
        headers = {**headers_of(self.who), "Idempotency-Key": f"key-{body.replace(' ', '-')}"}
        while True:
            try:
                answer = await http.post(
                    f"/v1/threads/{self.thread}/messages", json={"body": body}, headers=headers
                )
            except httpx.TransportError:
                self.again += 1
                await asyncio.sleep(0.02)
                continue
            assert answer.status_code == 200, answer.text
            self.ids.append(answer.json()["id"])
            self.one_more.set()
            return


@pytest.mark.slow
async def test_every_acknowledged_message_is_there_once_and_in_order(
    databases: Databases, backend: str, tmp_path: Path
) -> None:
    name, cast = databases.fresh(backend, add_cast)
    url = databases.url(backend, name)
    senders = _senders(url, cast)
    served = Served(["-c", SERVER, str(tmp_path), url, "PORT"], tmp_path / "log")
    chance = random.Random(f"{backend} 5.3")
    try:
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient(base_url=served.url, timeout=5) as http:
            killing = asyncio.create_task(_kill_again_and_again(served, senders, chance))
            await asyncio.gather(*(sender.run(http, chance) for sender in senders))
            kills = await killing
    finally:
        served.kill()
    found = _found(url)
    assert sorted(found.values()) == sorted(body for sender in senders for body in sender.bodies)
    for sender in senders:
        assert [found[id_] for id_ in sender.ids] == sender.bodies
        assert sender.ids == sorted(sender.ids)
    assert kills == KILLS
    assert sum(sender.again for sender in senders) > 0
    databases.drop(backend, name)


def _senders(url: str, cast: Cast) -> list[Sender]:
    """Two who write in one thread, one on each side, and two who write in others."""
    database = Database(url, FixedClock(), threads=1)

    def thread_of(who: Who, pupil: int) -> int:
        viewer = database.read(lambda conn: viewer_of(conn, token_hash(who.token), database.clock.now()))
        assert viewer is not None
        return database.write(lambda tx: open_thread(tx, viewer, OpenThread(pupil_id=pupil)))

    try:
        one_more = asyncio.Event()
        about = (
            (cast.nadia, cast.zara),
            (cast.hart, cast.zara),
            (cast.katarzyna, cast.lena),
            (cast.daniel, cast.rosie),
        )
        return [Sender(who, thread_of(who, pupil), SENDS // len(about), one_more) for who, pupil in about]
    finally:
        database.close()


async def _kill_again_and_again(served: Served, senders: list[Sender], chance: random.Random) -> int:
    """Kills the server whenever so many more messages were answered, a moment later, and starts it anew."""
    marks = sorted(chance.sample(range(5, SENDS - 10), KILLS))
    for mark in marks:
        while sum(len(sender.ids) for sender in senders) < mark:
            await senders[0].one_more.wait()
            senders[0].one_more.clear()
        await asyncio.sleep(chance.random() * 0.01)
        served.kill()
        await asyncio.to_thread(served.start)
    return len(marks)


def _found(url: str) -> dict[int, str]:
    engine = sa.create_engine(url)
    query = sa.select(messages.c.id, texts.c.body).join(texts, texts.c.id == messages.c.text_id)
    with engine.connect() as conn:
        found = {row.id: row.body for row in conn.execute(query)}
    engine.dispose()
    return found
