"""The command line: what stands in the way is said in one sentence, and nothing is harmed."""

import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

import bookbag
from server.app import build
from server.core.config import Settings
from server.core.tables import audit
from server.demo.make import holds_a_demo
from server.school.actions import set_school
from tests.cast import add_cast
from tests.code import ROOT
from tests.databases import Databases
from tests.server.core.test_audit import SWITCH
from wire.school import School

Capsys = pytest.CaptureFixture[str]
REAL = School("Birch Lane School", "BRCH", "#335577", "01632 960001", "office@example.org", "Europe/London")


def told(*words: str) -> tuple[int, str]:
    """How ``bookbag.py`` ended, and what it said of it."""
    done = subprocess.run(
        [sys.executable, "bookbag.py", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr.strip()


def told_here(capsys: Capsys, *words: str) -> tuple[int, str]:
    """The same in this process, which is quicker."""
    return bookbag.main([*words]), capsys.readouterr().err.strip()


@pytest.fixture
def busy() -> "socket.socket":
    """A port that somebody else listens on."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken


def test_a_busy_port(busy: socket.socket, tmp_path: Path) -> None:
    port = busy.getsockname()[1]
    status, said = told("demo", "--port", str(port), "--data", str(tmp_path / "demo"), "--no-open")
    assert (status, said.splitlines()) == (
        1,
        [f"Port {port} is in use or not allowed. Choose another one, for example PORT={port % 60000 + 1}."],
    )
    assert not (tmp_path / "demo").exists()


def test_a_damaged_database_is_left_as_it_is(tmp_path: Path) -> None:
    damaged = b"This was a database once. " * 500
    (tmp_path / "bookbag.db").write_bytes(damaged)
    status, said = told("demo", "--port", "0", "--data", str(tmp_path), "--no-open")
    assert status == 1
    assert said.startswith(f"The data in {tmp_path} cannot be opened")
    assert said.endswith("or, for a demo, start over with RESET=1.")
    assert len(said.splitlines()) == 1
    assert (tmp_path / "bookbag.db").read_bytes() == damaged


def test_starting_over_never_removes_what_is_no_demo(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"precious")
    status, said = told("demo", "--port", "0", "--data", str(tmp_path), "--reset", "--no-open")
    assert status == 1
    assert len(said.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_starting_over_never_removes_a_real_school(tmp_path: Path, capsys: Capsys) -> None:
    # Not even where a demo was begun before it.
    (tmp_path / "demo").touch()
    made = build(Settings(data=tmp_path)).context.db
    made.write(lambda tx: set_school(tx, REAL))
    made.close()
    status, said = told_here(capsys, "demo", "--port", "0", "--data", str(tmp_path), "--reset", "--no-open")
    assert (status, said) == (
        1,
        f"{tmp_path} does not look like a demo's data, so it was not removed. Nothing was changed.",
    )
    assert {"bookbag.db", "secret"} <= {path.name for path in tmp_path.iterdir()}


def test_a_damaged_demo_is_started_over_and_a_damaged_school_is_not(tmp_path: Path) -> None:
    for name in ("demo", "school"):
        (tmp_path / name).mkdir()
        for file in ("bookbag.db", "secret"):
            (tmp_path / name / file).write_bytes(b"Damaged. " * 500)
    (tmp_path / "demo" / "demo").touch()
    assert [holds_a_demo(tmp_path / name) for name in ("demo", "school")] == [True, False]


def test_a_wrong_list_of_engines_is_named(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "engines.toml").write_text("[[engine]]\nkind = 'babel'\nurl = 'http://127.0.0.1:5000'")
    status, said = told_here(capsys, "serve", "--port", "0", "--data", str(tmp_path))
    assert (status, said) == (1, "There is no engine of the kind babel: use libretranslate or azure.")
    (tmp_path / "engines.toml").write_text("[[engine]]\nkind = 3")
    status, said = told_here(capsys, "serve", "--port", "0", "--data", str(tmp_path))
    assert (status, len(said.splitlines())) == (1, 1)
    assert said.startswith(f"{tmp_path / 'engines.toml'} cannot be used: ")


def test_a_database_of_a_newer_version_is_left_as_it_is(tmp_path: Path, capsys: Capsys) -> None:
    build(Settings(data=tmp_path)).context.db.close()
    with closing(sqlite3.connect(tmp_path / "bookbag.db")) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    status, said = told_here(capsys, "migrate", "--data", str(tmp_path))
    assert (status, said.split(". ")) == (
        1,
        [
            f"The data in {tmp_path} was used by a newer Bookbag",
            "Nothing was changed",
            "Start that version again, or put a backup from before it in its place.",
        ],
    )


def test_a_damaged_secret_is_named(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "secret").write_bytes(b"x" * 31)
    status, said = told_here(capsys, "migrate", "--data", str(tmp_path))
    assert (status, said.split(". ")) == (
        1,
        [
            f"The school's secret in {tmp_path / 'secret'} is damaged (31 bytes, not 32)",
            "Nothing was changed",
            "Put the file from a backup in its place.",
        ],
    )
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_the_secret_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    made = Settings(data=tmp_path).secret()
    assert (len(made), Settings(data=tmp_path).secret()) == (32, made)
    assert [(path.name, path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [("secret", 0o600)]


def test_a_database_is_brought_up_to_date(tmp_path: Path) -> None:
    assert told("migrate", "--data", str(tmp_path / "school")) == (0, "")
    assert (tmp_path / "school" / "bookbag.db").stat().st_size > 0


@pytest.fixture
def recorded(databases: Databases, backend: str, tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """What names a database with the cast in it, whose rows somebody can get at."""
    name, _ = databases.fresh(backend, add_cast)
    if backend == "sqlite":
        shutil.copyfile(databases.url("sqlite", name).removeprefix("sqlite:///"), tmp_path / "bookbag.db")
        yield ("--data", str(tmp_path))
    else:
        yield ("--data", str(tmp_path), "--database", databases.url(backend, name))
    databases.drop(backend, name)


def engine_of(recorded: tuple[str, ...]) -> sa.Engine:
    return sa.create_engine(f"sqlite:///{recorded[1]}/bookbag.db" if len(recorded) == 2 else recorded[3])


def verified(*words: str) -> tuple[int, list[str], str]:
    """How ``audit verify`` ended, what it said, and what it said of what is wrong."""
    done = subprocess.run(
        [sys.executable, "bookbag.py", "audit", "verify", *words],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines(), done.stderr.strip()


def test_a_whole_record_is_proved_and_its_newest_hash_told(recorded: tuple[str, ...]) -> None:
    with engine_of(recorded).connect() as conn:
        rows = conn.execute(sa.select(audit).order_by(audit.c.id)).all()
    status, said, wrong = verified(*recorded)
    assert (status, said, wrong) == (
        0,
        [
            f"The record is whole: {len(rows)} rows, from 2026-11-12 09:00:00 UTC to 2026-11-12 09:00:00 UTC.",
            f"Write down the newest hash, away from this machine: {bytes(rows[-1].hash).hex()}",
        ],
        "",
    )
    assert verified(*recorded, "--written-down", bytes(rows[3].hash).hex())[0] == 0
    status, _, wrong = verified(*recorded, "--written-down", "ab" * 32)
    assert (status, "rows that were there when it was written down are missing" in wrong) == (1, True)


BROKEN_AT_4 = (
    "The record is broken at row 4: it does not follow from the row before it, so one of the two was "
    "changed, taken out or put in; the 3 rows before it are as they were written."
)


def test_a_broken_record_is_pointed_at(recorded: tuple[str, ...], backend: str) -> None:
    with engine_of(recorded).begin() as conn:
        for statement in SWITCH[backend]:
            conn.exec_driver_sql(statement)
        conn.execute(audit.update().where(audit.c.id == 4).values(subject="person:1"))
    assert verified(*recorded) == (
        1,
        [],
        BROKEN_AT_4,
    )


def test_there_is_nothing_to_prove_where_there_is_no_school(tmp_path: Path) -> None:
    assert verified("--data", str(tmp_path / "none")) == (
        1,
        [],
        f"There is no school in {tmp_path / 'none'}. Name its folder (--data) or its --database.",
    )
    assert not (tmp_path / "none").exists()
