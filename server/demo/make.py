"""Makes the demo school: pictures first, then everything else in one commit, then the translations."""

import os
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from server.accounts.passwords import Passwords
from server.core.config import DATABASE
from server.core.context import Context
from server.demo.enrol import enrol
from server.demo.library import store_leaflets
from server.demo.people import CARDS, PASSWORD, SCHOOL, mail_of
from server.demo.pictures import drawn_file
from server.demo.shelves import SHELVED
from server.demo.tell import STORIES, tell_stories
from server.media.jobs import sweep
from server.media.store import Stored, store_picture
from server.school.tables import school
from server.translation.phrasebook import Phrasebook
from server.translation.translator import Translator

MARK = "demo"
"""A file in the folder of a demo, by which it is known even when its database is damaged."""
TRANSLATING_AT_ONCE = 4


class NotTheDemo(Exception):
    """The folder holds the data of another school, which must not be touched."""


def make_demo(
    context: Context,
    run_jobs: Callable[[], object],
    *,
    say: Callable[[str], None] = lambda _: None,
    draw: Callable[[str], bytes] = drawn_file,
) -> bool:
    """Makes the demo school unless it is there; says whether it did.

    ``run_jobs`` does the jobs that are due; ``draw`` makes the file of a picture from its name.

    If it is interrupted before its one commit, only files without rows are left: the next call clears them
    away and begins anew. What was still to be translated after the commit, the server's own jobs finish.
    Raises ``NotTheDemo`` if the database belongs to another school.
    """
    made = is_made(context)
    (context.settings.data / MARK).touch()
    if made:
        return False
    say("Drawing the pictures …")
    sweep(context, older_than=0)
    pictures, leaflets = _store_pictures(context, draw), store_leaflets(context.files)
    say("Writing three weeks of stories …")
    hashed = _hash_once()
    by_heart = Translator(context.db, context.secret, [], lambda _: [], phrasebook=Phrasebook())
    context.db.write(
        lambda tx: tell_stories(tx, enrol(tx, hashed), pictures, leaflets, by_heart.translate_now)
    )
    say("Translating them …")
    with ThreadPoolExecutor(TRANSLATING_AT_ONCE) as threads:
        for running in [threads.submit(run_jobs) for _ in range(TRANSLATING_AT_ONCE)]:
            running.result()
    return True


def is_made(context: Context) -> bool:
    """Whether the demo school is there. Raises ``NotTheDemo`` if another one is."""
    code = context.db.read(lambda conn: conn.execute(sa.select(school.c.code)).scalar())
    if code not in (None, SCHOOL.code):
        raise NotTheDemo(code)
    return code is not None


def holds_a_demo(data: Path) -> bool:
    """Whether a folder is a demo's: by its database, or by its mark where that names no school or is damaged."""
    try:
        with closing(sqlite3.connect(f"{(data / DATABASE).resolve().as_uri()}?mode=ro", uri=True)) as found:
            row = found.execute("SELECT code FROM school").fetchone()
    except sqlite3.Error:
        row = None
    return row[0] == SCHOOL.code if row else (data / MARK).exists()


def sign_in_lines() -> list[str]:
    """How to sign in by hand, a line for each person who has a card."""
    width = max(len(name) for name in CARDS)
    return [f"  {name:<{width}}  {mail_of(name)}" for name in CARDS] + [f"  Password of all: {PASSWORD}"]


def _store_pictures(context: Context, draw: Callable[[str], bytes]) -> Mapping[str, list[Stored]]:
    """Each picture as often as it is shown: a stored picture belongs to one story, or to one thing of the library."""
    wanted = [name for story in STORIES for name in story.pictures]
    wanted += [one.picture for one in SHELVED if one.picture]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        drawn = dict(zip(dict.fromkeys(wanted), threads.map(draw, dict.fromkeys(wanted)), strict=True))
        stored = list(threads.map(lambda name: store_picture(context.files, drawn[name]), wanted))
    found: dict[str, list[Stored]] = {name: [] for name in drawn}
    for name, one in zip(wanted, stored, strict=True):
        found[name].append(one)
    return found


def _hash_once() -> str:
    passwords = Passwords()
    try:
        return passwords.hash(PASSWORD)
    finally:
        passwords.close()
