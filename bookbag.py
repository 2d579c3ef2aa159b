"""Bookbag's command line: the one place that knows both the app and the server."""

import argparse
import gc
import logging
import shutil
import socket
import sys
import threading
import webbrowser
from pathlib import Path

import sqlalchemy as sa
import uvicorn

from server.app import Server, WebShell, build
from server.core.config import CannotUse, EngineSettings, Settings
from server.core.context import Context
from server.migrations import NewerDatabase
from server.school.routes import DemoPeople

STOP_SECONDS = 3


class CannotStart(Exception):
    """A sentence for the person at the keyboard: what is wrong and what to do."""


def main(words: list[str] | None = None) -> int:
    """Runs a command; says in one sentence why it cannot."""
    args = _parser().parse_args(words)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
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
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise CannotStart(
            f"The data in {settings.data} cannot be opened ({reason}). Nothing was changed. "
            "Put a backup in its place, choose another folder (DATA=…), or, for a demo, start over with RESET=1."
        ) from None


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
    return parser


if __name__ == "__main__":
    sys.exit(main())
