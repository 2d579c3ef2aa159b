"""Exports: complete as evidence, as seen for users, never without their record, for nobody but their owner."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from server.core.db import Tx
from server.safeguarding import exporting
from server.safeguarding.exporting import Record, sweep
from server.safeguarding.rules import EXPORT_KEPT
from server.safeguarding.tables import exports
from server.school.actions import end_right
from server.school.tables import contact_rights
from tests import eg
from tests.cast import Who
from tests.edges import DAY, HOUR, MINUTE
from tests.school import School, headers_of
from tests.server.media.test_files import fetched as get_file
from tests.server.media.test_files import sent as sent_file
from tests.server.messages.talk import got, page, say
from tests.server.safeguarding import talking
from tests.server.safeguarding.talking import ENGLISH, SECRET, URDU, Talk, read_to, worded_anew
from tests.server.safeguarding.test_looking import found, opened, recorded, transcript
from tests.server.stories.test_actions import code
from wire.base import Nothing
from wire.messages import SEND_MESSAGE, NewMessage, ThreadRef
from wire.safeguarding import (
    EXPORT_MINE,
    EXPORT_OPENED,
    GET_EXPORTS,
    Export,
    Exports,
    ExportState,
    OpeningRef,
    export_address,
)


@pytest.fixture
async def talk(school: School) -> Talk:
    return await talking.talk(school)


async def evidence(school: School, thread_id: int) -> Export:
    opening = await opened(school, thread_id)
    return await made(school, school.cast.prescott, EXPORT_OPENED, OpeningRef(opening_id=opening.id))


async def mine(school: School, who: Who, thread_id: int) -> Export:
    return await made(school, who, EXPORT_MINE, ThreadRef(thread_id=thread_id))


async def made(school: School, who: Who, endpoint: Any, ask: Any) -> Export:
    asked = await school.ask(who, endpoint, ask)
    assert isinstance(asked, Export), asked
    school.do_jobs()
    listed = await school.ask(who, GET_EXPORTS, Nothing())
    assert isinstance(listed, Exports)
    return next(one for one in listed.exports if one.id == asked.id)


async def unpacked(school: School, who: Who, export: Export) -> dict[str, bytes]:
    told = await school.http.get(export_address(export.id), headers=headers_of(who))
    assert told.status_code == 200, told.text
    assert told.headers["content-disposition"] == f'attachment; filename="conversation-{export.id}.zip"'
    assert hashlib.sha256(told.content).hexdigest() == export.sha256
    with zipfile.ZipFile(io.BytesIO(told.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def record_in(files: dict[str, bytes]) -> Record:
    return msgspec.json.decode(files["conversation.json"], type=Record)


def bodies(record: Record) -> list[list[str]]:
    return [[wording.body for wording in entry.wordings] for entry in record.messages]


async def test_evidence_holds_everything_that_is_on_record(school: School, talk: Talk) -> None:
    export = await evidence(school, talk.thread)
    assert (export.state, export.done, export.of, export.as_evidence) == (ExportState.READY, 4, 4, True)
    files = await unpacked(school, school.cast.prescott, export)
    record = record_in(files)
    assert bodies(record) == [
        [URDU],
        ["Thank you. See you on Friday.", "Thank you. See you on Monday."],
        ["Words that Nadia took back"],
        ["The form"],
    ]
    assert record.messages[0].wordings[0].shown[0].body == ENGLISH
    assert record.messages[2].removed_at is not None
    assert (record.everything, record.reason) == (True, "A teacher asked me to look at it.")
    name = record.files[f"{talk.with_photo}-1"]
    assert files[name] == eg.picture()
    assert record.messages[3].attachments[0].sha256 == hashlib.sha256(eg.picture()).hexdigest()
    assert files["conversation.pdf"].startswith(b"%PDF-")


async def test_what_a_parent_read_stays_when_it_is_worded_anew(school: School, talk: Talk) -> None:
    """What somebody acted on is what they were shown, not what stands there now (spec 5.6)."""
    nadia, clock = school.cast.nadia, school.clock
    said = await say(school, school.cast.hart, talk.thread, "Yes, that is fine.")
    school.do_jobs()
    first = (await page(school, nadia, talk.thread)).messages[-1].text.shown
    clock.forward(MINUTE)
    await read_to(school, "nadia", talk.thread, said.id)
    read_at = clock.now()
    clock.forward(MINUTE)
    before = await opened(school, talk.thread)
    clock.forward(MINUTE)
    await worded_anew(school, said, "Yes, that is fine.", "نہیں")
    changed_at = clock.now()
    clock.forward(MINUTE)
    for who, export in (
        (school.cast.prescott, await evidence(school, talk.thread)),
        (nadia, await mine(school, nadia, talk.thread)),
    ):
        files = await unpacked(school, who, export)
        earlier, now = record_in(files).messages[-1].wordings[0].shown
        assert (earlier.body, earlier.engine, earlier.until) == (first, "phrasebook", changed_at)
        assert (now.body, now.engine, now.at, now.until) == ("نہیں", "person", changed_at, None)
        assert (earlier.stood_at(read_at), now.stood_at(read_at)) == (True, False)
    (still,) = (await transcript(school, before))[-1].wordings[0].shown
    assert (still.body, still.until) == (first, None)
    assert (await page(school, nadia, talk.thread)).messages[-1].text.shown == "نہیں"
    assert [one.thread_id for one in await found(school, words=first)] == [talk.thread]


async def test_the_manifest_has_the_hash_of_every_file(school: School, talk: Talk) -> None:
    files = await unpacked(school, school.cast.prescott, await evidence(school, talk.thread))
    lines = files.pop("MANIFEST.sha256").decode().splitlines()
    assert {name: hashed for hashed, name in (line.split("  ", 1) for line in lines)} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }
    assert len(files) == 3


async def test_files_go_into_the_zip_as_they_are_handed_out(school: School, talk: Talk) -> None:
    cast = school.cast
    file = await sent_file(school, cast.nadia)
    said = await got(
        school, cast.nadia, SEND_MESSAGE, NewMessage(thread_id=talk.thread, body="", files=(file.id,))
    )
    served = (await get_file(school, cast.hart, file.id)).content
    for who, export in (
        (cast.prescott, await evidence(school, talk.thread)),
        (cast.nadia, await mine(school, cast.nadia, talk.thread)),
    ):
        files = await unpacked(school, who, export)
        record = record_in(files)
        assert files[record.files[f"{said.id}-1"]] == served
        (attached,) = record.messages[-1].attachments
        assert (attached.name, attached.sha256) == (file.name, hashlib.sha256(served).hexdigest())


async def test_nothing_of_another_thread_is_in_an_export(school: School, talk: Talk) -> None:
    files = await unpacked(school, school.cast.prescott, await evidence(school, talk.thread))
    record = files["conversation.json"].decode()
    assert URDU in record
    assert SECRET not in record
    assert "Katarzyna" not in record
    assert "Lena" not in record
    other = await unpacked(school, school.cast.prescott, await evidence(school, talk.other))
    assert SECRET in other["conversation.json"].decode()


async def test_a_parent_gets_what_they_see_on_the_screen(school: School, talk: Talk) -> None:
    cast = school.cast
    files = await unpacked(school, cast.nadia, await mine(school, cast.nadia, talk.thread))
    record = record_in(files)
    assert bodies(record) == [[URDU], ["Thank you. See you on Monday."], [], ["The form"]]
    assert (record.everything, record.reason) == (False, None)
    assert [entry.read_by for entry in record.messages] == [()] * 4
    assert record.messages[2].removed_at is not None
    for words in ("Friday", "took back", "واپس لیے گئے", ENGLISH):
        assert words not in files["conversation.json"].decode()
    name = record.files[f"{talk.with_photo}-1"]
    assert name.endswith(".webp")
    assert record.messages[3].attachments[0].sha256 == hashlib.sha256(files[name]).hexdigest()


async def test_a_teacher_gets_their_own_with_read_times_and_no_earlier_words(
    school: School, talk: Talk
) -> None:
    cast = school.cast
    record = record_in(await unpacked(school, cast.hart, await mine(school, cast.hart, talk.thread)))
    assert bodies(record)[1:3] == [["Thank you. See you on Monday."], []]
    assert [shown.lang for shown in record.messages[0].wordings[0].shown] == ["en"]
    assert [[one.person.name for one in entry.read_by] for entry in record.messages] == [
        ["Hart"],
        ["Nadia"],
        ["Hart"],
        ["Hart"],
    ]


async def test_an_export_is_on_record_when_asked_for_made_and_fetched(school: School, talk: Talk) -> None:
    prescott, subject = school.cast.prescott, f"thread:{talk.thread}"
    export = await evidence(school, talk.thread)
    await unpacked(school, prescott, export)
    ((_, _, asked),) = recorded(school, "safeguarding:export:ask")
    assert recorded(school, "safeguarding:export:ask") == [
        (prescott.id, subject, {"export": export.id, "opening": asked["opening"]})
    ]
    facts = {"export": export.id, "sha256": export.sha256, "size": export.size}
    assert recorded(school, "safeguarding:export:make") == [(prescott.id, subject, facts)]
    assert recorded(school, "safeguarding:export:download") == [(prescott.id, subject, {"export": export.id})]


async def test_without_its_record_there_is_no_export(
    school: School, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is written last: if it cannot be, neither the row nor the file stays."""
    opening = await opened(school, talk.thread)
    ready = exporting._ready

    def cut_off(tx: Tx, **what: Any) -> bool:
        ready(tx, **what)
        raise ConnectionError

    monkeypatch.setattr(exporting, "_ready", cut_off)
    asked = await school.ask(school.cast.prescott, EXPORT_OPENED, OpeningRef(opening_id=opening.id))
    assert isinstance(asked, Export)
    school.do_jobs()
    state = sa.select(exports.c.state, exports.c.file).where(exports.c.id == asked.id)
    assert school.context.db.read(lambda conn: tuple(conn.execute(state).one())) == ("making", None)
    assert recorded(school, "safeguarding:export:make") == []
    assert zips(school) == []
    monkeypatch.setattr(exporting, "_ready", ready)
    school.clock.forward(HOUR)
    school.do_jobs()
    assert len(recorded(school, "safeguarding:export:make")) == len(zips(school)) == 1


async def test_a_file_that_no_row_stands_for_is_swept(school: School, talk: Talk) -> None:
    export = await evidence(school, talk.thread)
    (kept,) = zips(school)
    school.context.files.put("exports/ab/orphan.zip", b"left by a server that was killed")
    sweep(school.context)
    assert len(zips(school)) == 2
    sweep(school.context, older_than=-1)
    assert zips(school) == [kept]
    await unpacked(school, school.cast.prescott, export)


async def test_an_export_is_kept_for_some_days(school: School, talk: Talk) -> None:
    export = await evidence(school, talk.thread)
    school.clock.forward(EXPORT_KEPT + DAY)
    school.do_jobs()
    sweep(school.context, older_than=-1)
    listed = await school.ask(school.cast.prescott, GET_EXPORTS, Nothing())
    assert isinstance(listed, Exports)
    assert [one.state for one in listed.exports] == [ExportState.GONE]
    assert zips(school) == []
    assert await fetched(school, school.cast.prescott, export) == 404


async def test_nobody_but_its_owner_gets_the_file(school: School, talk: Talk) -> None:
    cast = school.cast
    for owner, export in (
        ("prescott", await evidence(school, talk.thread)),
        ("nadia", await mine(school, cast.nadia, talk.thread)),
    ):
        got = {name: await fetched(school, who, export) for name, who in cast.people().items()}
        assert got == {name: 200 if name == owner else 404 for name in cast.people()}
        assert await fetched(school, None, export) == 401
        listed = await school.send(cast.hart, GET_EXPORTS, {})
        assert listed.json() == {"exports": []}


async def test_a_right_that_ended_ends_the_download_too(school: School, talk: Talk) -> None:
    cast = school.cast
    export = await mine(school, cast.nadia, talk.thread)
    zara_s = sa.select(contact_rights.c.id).where(contact_rights.c.pupil_id == cast.zara)

    def end(tx: Tx) -> None:
        end_right(tx, tx.conn.execute(zara_s).scalar_one())

    await school.context.db.awrite(end)
    assert await fetched(school, cast.nadia, export) == 404
    again = await school.ask(cast.nadia, EXPORT_MINE, ThreadRef(thread_id=talk.thread))
    assert code(again) == "not_found"


async def fetched(school: School, who: Who | None, export: Export) -> int:
    return (await school.http.get(export_address(export.id), headers=headers_of(who))).status_code


def zips(school: School) -> list[Path]:
    return sorted(school.context.files.root.glob("exports/*/*.zip"))
