"""Bookbag's command line: the one place that knows both the app and the server."""

import argparse
import gc
import shutil
import socket
import sys
import threading
import webbrowser
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
import uvicorn

from server.app import Server, WebShell, build
from server.core.clock import Clock
from server.core.config import CannotUse, EngineSettings, Settings
from server.core.context import Context
from server.core.db import Database
from server.core.log import write_plainly
from server.migrations import NewerDatabase, is_current
from server.school.routes import DemoPeople

STOP_SECONDS = 3


class CannotStart(Exception):
    """A sentence for the person at the keyboard: what is wrong and, where there is something, what to do."""


def main(words: list[str] | None = None) -> int:
    """Runs a command; says in one sentence why it cannot."""
    args = _parser().parse_args(words)
    write_plainly()
    try:
        args.run(args)
    except CannotStart as sentence:
        print(sentence, file=sys.stderr)
        return 1
    return 0


def demo(args: argparse.Namespace) -> None:
    """A fictional school with everything in it, on an embedded database."""
    from server.demo.hours import keep_demo_hours
    from server.demo.make import NotTheDemo, make_demo, sign_in_lines
    from server.demo.people import demo_people

    _check_port(args.port)
    if args.reset:
        _remove_demo(args.data)
    server = _open(Settings(data=args.data, engines=_engines(args), demo=True), demo_people)
    try:
        make_demo(server.context, server.runner.run_due, say=_say)
    except NotTheDemo:
        raise CannotStart(
            f"{args.data} holds the data of a real school, so the demo leaves it alone. Choose another folder (DATA=…)."
        ) from None
    server.context.db.write(lambda tx: keep_demo_hours(tx, on=args.hours))
    address = f"http://127.0.0.1:{args.port}/"
    _say(f"\nThe demo school is at {address}: open it and tap a name, or sign in by hand:")
    for line in sign_in_lines():
        _say(line)
    _say("Stop with Ctrl+C; what you did is kept.")
    if args.open:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    _serve(server, args.port)


def serve(args: argparse.Namespace) -> None:
    """A school's own server."""
    _check_port(args.port)
    _serve(_open(Settings(data=args.data, database=args.database, engines=_engines(args))), args.port)


def migrate(args: argparse.Namespace) -> None:
    """Brings the database to the tables of this version; starting the server does it too."""
    _open(Settings(data=args.data, database=args.database)).context.db.close()
    _say("The database is up to date.")


def audit(args: argparse.Namespace) -> None:
    """Proves the record of who did what whole, or points at the first row that is not as it was written."""
    from server.core.chain import follow

    written_down = _hash(args.written_down)
    db = _record_of(Settings(data=args.data, database=args.database))
    try:
        chain = db.read(lambda conn: follow(conn, written_down, lambda rows: _say(f"{rows} rows read …")))
    finally:
        db.close()
    if chain.broken is not None:
        raise CannotStart(
            f"The record is broken at row {chain.broken}: it does not follow from the row before it, so one of the "
            f"two was changed, taken out or put in; the {chain.rows} rows before it are as they were written."
        )
    if not chain.found:
        raise CannotStart(
            f"All {chain.rows} rows follow from each other, but none has the hash {args.written_down}: "
            "rows that were there when it was written down are missing."
        )
    _say(
        f"The record is whole: {chain.rows} rows, from {_moment(chain.first_at)} to {_moment(chain.last_at)}."
    )
    _say(f"Write down the newest hash, away from this machine: {chain.newest.hex()}")


def _record_of(settings: Settings) -> Database:
    """The database as it is: proving something must not change it."""
    if not settings.database and not (settings.data / "bookbag.db").exists():
        raise CannotStart(
            f"There is no school in {settings.data}. Name its folder (--data) or its --database."
        )
    try:
        db = Database(settings.database_url, Clock(), threads=1)
        if is_current(db.engine):
            return db
    except (sa.exc.DatabaseError, OSError) as error:
        raise _cannot_open(settings, error) from None
    raise CannotStart(
        "The database is of another version of Bookbag. Start that version, or run `bookbag.py migrate` first."
    )


def _hash(said: str) -> bytes:
    try:
        return bytes.fromhex(said)
    except ValueError:
        raise CannotStart(f"{said} is not a hash as this command prints it.") from None


def _moment(at: int | None) -> str:
    return "-" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _open(settings: Settings, demo_people: DemoPeople | None = None) -> Server:
    try:
        return build(settings, shell=_shell, demo_people=demo_people)
    except CannotUse as sentence:
        raise CannotStart(str(sentence)) from None
    except NewerDatabase:
        raise CannotStart(
            f"The data in {settings.data} was used by a newer Bookbag. Nothing was changed. "
            "Start that version again, or put a backup from before it in its place."
        ) from None
    except (sa.exc.DatabaseError, OSError) as error:
        raise _cannot_open(settings, error) from None


def _cannot_open(settings: Settings, error: Exception) -> CannotStart:
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    return CannotStart(
        f"The data in {settings.data} cannot be opened ({reason}). Nothing was changed. "
        "Put a backup in its place, choose another folder (DATA=…), or, for a demo, start over with RESET=1."
    )


def _shell(_: Context) -> WebShell:
    from client.app import make_main
    from server.web.device import connect
    from server.web.shell import Shell

    return Shell(make_main(connect))


def _serve(server: Server, port: int) -> None:
    # What was made until now stays: the collector need not look through it again and again, and what a
    # request makes is gone with its answer.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    uvicorn.run(
        server.app,
        host="127.0.0.1",
        port=port,
        access_log=False,
        log_level="warning",
        log_config=None,  # as everything else is logged (server/core/log.py)
        server_header=False,
        proxy_headers=False,  # the server looks through the school's proxies itself (server/core/whence.py)
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise CannotStart(
                f"Port {port} is in use or not allowed. Choose another one, for example PORT={port % 60000 + 1}."
            ) from None


def _remove_demo(data: Path) -> None:
    from server.demo.make import holds_a_demo

    if data.exists() and any(data.iterdir()) and not holds_a_demo(data):
        raise CannotStart(
            f"{data} does not look like a demo's data, so it was not removed. Nothing was changed."
        )
    shutil.rmtree(data, ignore_errors=True)


def _engines(args: argparse.Namespace) -> tuple[EngineSettings, ...]:
    return (EngineSettings(kind="libretranslate", url=args.engine),) if args.engine else ()


def _say(line: str) -> None:
    print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bookbag", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: object, says: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=says, description=says)
        made.set_defaults(run=run)
        made.add_argument("--data", type=Path, default=Path("data/demo" if name == "demo" else "data/school"))
        return made

    for name, run in (("demo", demo), ("serve", serve)):
        made = command(name, run, run.__doc__ or "")
        made.add_argument("--port", type=int, default=8550)
        made.add_argument("--engine", default="", help="address of a LibreTranslate server")
        if name == "demo":
            made.add_argument("--reset", action="store_true", help="start over")
            made.add_argument("--hours", action="store_true", help="keep staff hours, as a real school would")
            made.add_argument("--no-open", dest="open", action="store_false", help="open no browser")
        else:
            made.add_argument("--database", default="", help="postgresql+psycopg://…; SQLite if left out")
    made = command("migrate", migrate, migrate.__doc__ or "")
    made.add_argument("--database", default="")
    made = command("audit", audit, audit.__doc__ or "")
    made.add_argument("what", choices=["verify"])
    made.add_argument("--database", default="", help="postgresql+psycopg://…; SQLite if left out")
    made.add_argument(
        "--written-down", default="", help="a hash from an earlier proof that must still be there"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
