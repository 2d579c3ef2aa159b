"""Puts everything into the demo school's library, each at its moment in three weeks."""

import random
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from server.core.db import Tx
from server.core.files import Files
from server.core.viewer import Viewer
from server.demo.enrol import Roll
from server.demo.leaflets import stored_leaflet
from server.demo.people import SCHOOL
from server.demo.shelves import FOLDERS, SHELVED, Shelved
from server.demo.stories import Act, moment, schoolday
from server.library.actions import add_version, open_item, post_item, publish_item
from server.library.folders import folders_in, set_folders
from server.media.actions import add_picture
from server.media.files import StoredFile, add_file
from server.media.store import Stored
from wire.library import (
    FolderLine,
    NewItem,
    NewVersion,
    OpenItem,
    PublishItem,
    SetFolders,
)

MINUTE: Final = 60_000
VERSION_AFTER: Final = 2 * 86_400_000
FOLDERS_BEFORE: Final = 40 * 86_400_000
"""In ms: the office made the folders so long ago."""

Leaflets = Mapping[tuple[Shelved, bool], StoredFile]
"""The file of each thing that has one; with ``True`` that of its earlier version."""


def store_leaflets(files: Files) -> Leaflets:
    """Prints every file of the library."""
    wanted = [(one, False) for one in SHELVED if one.page] + [(one, True) for one in SHELVED if one.older]
    with ThreadPoolExecutor(2) as threads:
        stored = threads.map(
            lambda asked: stored_leaflet(
                files, asked[0].title, asked[0].older if asked[1] else asked[0].page
            ),
            wanted,
        )
        return dict(zip(wanted, stored, strict=True))


def library_acts(
    tx: Tx, roll: Roll, leaflets: Leaflets, pictures: Mapping[str, list[Stored]]
) -> Iterator[Act]:
    """The folders, then each thing, what became of it, and who opened it."""
    yield Act(tx.now - FOLDERS_BEFORE, partial(_make_folders, tx, roll))
    shelving = _Shelving(tx, roll, leaflets, pictures)
    for one in SHELVED:
        yield from shelving.acts(one)


class _Shelving:
    """One filling of the library: where each thing's id is kept once it is there."""

    def __init__(self, tx: Tx, roll: Roll, leaflets: Leaflets, pictures: Mapping[str, list[Stored]]) -> None:
        self.tx, self.now, self.roll = tx, tx.now, roll
        self.leaflets, self.pictures = leaflets, pictures
        self.ids: dict[Shelved, int] = {}

    def acts(self, one: Shelved) -> Iterator[Act]:
        """The thing and what follows from it."""
        appears = moment(one, self.now, SCHOOL.time_zone)
        at = min(appears, self.now)
        yield Act(at, partial(self.put, one, appears))
        if one.through:
            at = self._later(at, 25 * MINUTE)
            yield Act(at, partial(self.publish, one))
        if one.older:
            at = self._later(at, VERSION_AFTER)
            yield Act(at, partial(self.renew, one))
        for number, reader in enumerate(self._readers(one)):
            yield Act(self._later(at, (40 + 7 * number) * MINUTE), partial(self.open, one, reader))

    def put(self, one: Shelved, appears: int) -> None:
        """Publishes it, hands it in or schedules it."""
        author, leaflet = self.roll.viewers[one.by], self.leaflets.get((one, bool(one.older)))
        self.ids[one] = post_item(
            self.tx,
            author,
            NewItem(
                kind=one.kind,
                topic=self.roll.topics[one.to],
                title=one.title,
                body=one.body,
                lang="en",
                files=(self._file(author, one, leaflet),) if leaflet else (),
                photos=self._photos(author, one),
                folder_id=self._folder(one),
                due=schoolday(self._today(), one.due) if one.due else None,
                publish_at=appears if one.back < 0 else None,
                hand_in=one.waits or bool(one.through),
            ),
        )

    def publish(self, one: Shelved) -> None:
        """Lets through what was handed in."""
        publish_item(self.tx, self.roll.viewers[one.through], PublishItem(item_id=self.ids[one]))

    def renew(self, one: Shelved) -> None:
        """Puts in its newer version."""
        author = self.roll.viewers[one.by]
        file = self._file(author, one, self.leaflets[one, False])
        add_version(self.tx, author, NewVersion(item_id=self.ids[one], files=(file,)))

    def open(self, one: Shelved, reader: Viewer) -> None:
        """Somebody looks at it."""
        version = 2 if one.older else 1
        open_item(self.tx, reader, OpenItem(item_id=self.ids[one], version=version))

    def _file(self, author: Viewer, one: Shelved, leaflet: StoredFile) -> int:
        return add_file(self.tx, author.person_id, leaflet, f"{one.file}.pdf").id

    def _photos(self, author: Viewer, one: Shelved) -> tuple[int, ...]:
        if not one.picture:
            return ()
        return (add_picture(self.tx, author.person_id, self.pictures[one.picture][0]).id,)

    def _folder(self, one: Shelved) -> int | None:
        found = {folder.name.body: folder.id for folder in folders_in(self.tx.conn, "en")}
        return found[one.folder] if one.folder else None

    def _today(self) -> date:
        return datetime.fromtimestamp(self.now / 1000, ZoneInfo(SCHOOL.time_zone)).date()

    def _later(self, at: int, ms: int) -> int:
        return at + ms if at + ms < self.now else (at + self.now) // 2

    def _readers(self, one: Shelved) -> list[Viewer]:
        topic = self.roll.topics[one.to]
        readers = [
            viewer
            for viewer in self.roll.viewers.values()
            if any(topic in topics for topics in viewer.family.values())
        ]
        chance = random.Random(f"{one.to} {one.title}")  # noqa: S311 - the same people each time
        return chance.sample(readers, len(readers) * one.read // 10)


def _make_folders(tx: Tx, roll: Roll) -> None:
    lines = tuple(FolderLine(name=name) for name in FOLDERS)
    set_folders(tx, roll.viewers["Mrs Dunne"], SetFolders(folders=lines))
