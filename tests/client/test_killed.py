"""The app's own file outlives a process that is killed in the middle of its work."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from client.core.api import Request
from client.core.db import Row, Sqlite

WRITER = """
import sys
from pathlib import Path
from client.core.api import Request
from client.core.db import Row, Sqlite
db = Sqlite(Path(sys.argv[1]))
for n in range(10_000):
    db.keep(Row(key=f"k{n}", person=7, request=Request("POST", "/v1/stories", body=b"{}"), about="story", at=n))
    print(n, flush=True)
"""


def row(key: str, person: int = 7) -> Row:
    return Row(
        key=key, person=person, request=Request("POST", "/v1/x", body=b"{}"), about="story", at=1, words="w"
    )


async def test_every_row_that_was_kept_is_there_after_a_kill(tmp_path: Path) -> None:
    writer = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WRITER,
        str(tmp_path),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert writer.stdout is not None
    told = [int(await writer.stdout.readline()) for _ in range(60)]
    writer.send_signal(signal.SIGKILL)
    told += [int(line) for line in (await writer.stdout.read()).split(b"\n") if line]
    await writer.wait()
    kept = [one.key for one in Sqlite(tmp_path).outbox(7)]
    assert kept[: len(told)] == [f"k{n}" for n in told]
    assert len(kept) - len(told) <= 1


def test_a_row_keeps_its_place_when_it_changes(tmp_path: Path) -> None:
    db = Sqlite(tmp_path)
    for key in ("a", "b"):
        db.keep(row(key))
    db.keep(Row(key="a", person=7, request=Request("POST", "/v1/x"), about="story", at=1, photos=(("p", 5),)))
    assert [(one.key, one.photos) for one in db.outbox(7)] == [("a", (("p", 5),)), ("b", ())]
    db.drop("a")
    assert [one.key for one in db.outbox(7)] == ["b"]


def test_a_damaged_file_is_put_aside_and_the_app_starts(tmp_path: Path) -> None:
    (tmp_path / "bookbag.sqlite").write_bytes(b"this is no database" * 400)
    db = Sqlite(tmp_path)
    db.keep(row("a"))
    assert [one.key for one in db.outbox(7)] == ["a"]
    assert (tmp_path / "bookbag.damaged").read_bytes() == b"this is no database" * 400


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    Sqlite(tmp_path / "app")
    assert (tmp_path / "app").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "app" / "bookbag.sqlite").stat().st_mode & 0o777 == 0o600
