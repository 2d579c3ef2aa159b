"""Sending a file or a video, making it part of a message, and who may have it."""

from pathlib import Path
from urllib.parse import quote

import httpx
import msgspec
import pytest

from server.core.refused import Refused
from server.media.files import attach_files, forget_unused_files, retopic_files, tidy_name
from server.media.jobs import sweep
from server.media.rules import KEPT_UNUSED
from tests import eg, files
from tests.cast import Who
from tests.school import School, headers_of, new_key
from tests.server.media.test_routes import refusal, viewer
from wire.base import Refusal
from wire.media import FILES_PATH, File, FileKind, file_address

PDF = files.pdf()


async def send(
    school: School, who: Who | None, data: bytes = PDF, name: str = "menu.pdf", key: str = ""
) -> httpx.Response:
    headers = {**headers_of(who), "Idempotency-Key": key or new_key(), "File-Name": quote(name)}
    return await school.http.post(FILES_PATH, content=data, headers=headers)


async def sent(school: School, who: Who, data: bytes = PDF, name: str = "menu.pdf") -> File:
    return msgspec.json.decode((await send(school, who, data, name)).content, type=File)


async def fetched(school: School, who: Who | None, file_id: int, **headers: str) -> httpx.Response:
    return await school.http.get(file_address(file_id), headers={**headers_of(who), **headers})


def use(school: School, who: Who, ids: list[int], topic: str, used_by: str = "message:1") -> tuple[File, ...]:
    return school.context.db.write(lambda tx: attach_files(tx, viewer(school, who), ids, topic, used_by))


def on_disk(school: School) -> list[Path]:
    return [path for path in (school.context.files.root / "files").rglob("*") if path.is_file()]


async def test_a_file_is_known_by_its_content_and_keeps_its_name(school: School) -> None:
    file = await sent(school, school.cast.nadia, name="کھانے کا مینو.exe")
    assert (file.name, file.kind) == ("کھانے کا مینو.pdf", FileKind.PDF)
    answer = await fetched(school, school.cast.nadia, file.id)
    assert answer.status_code == 200
    assert len(answer.content) == file.size
    assert answer.headers["content-type"] == "application/pdf"
    assert (
        answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    )
    assert answer.headers["content-security-policy"] == "default-src 'none'; media-src 'self'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_video_can_be_watched_from_the_middle(school: School) -> None:
    file = await sent(school, school.cast.nadia, files.video(1), "film.mov")
    assert (file.name, file.kind) == ("film.mp4", FileKind.VIDEO)
    answer = await fetched(school, school.cast.nadia, file.id, Range="bytes=100-199")
    assert (answer.status_code, len(answer.content)) == (206, 100)
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["content-disposition"].startswith("inline;")


async def test_a_file_is_for_the_readers_of_its_topic(school: School) -> None:
    cast = school.cast
    file = await sent(school, cast.hart)
    assert [(await fetched(school, who, file.id)).status_code for who in (cast.hart, cast.nadia)] == [
        200,
        404,
    ]
    assert use(school, cast.hart, [file.id], f"talk:{cast.zara}:class:{cast.class_4a}") == (file,)
    got = {name: (await fetched(school, who, file.id)).status_code for name, who in cast.people().items()}
    assert {name for name, status in got.items() if status == 200} == {"nadia", "hart", "sandhu"}
    assert set(got.values()) == {200, 404}
    assert (await fetched(school, None, file.id)).status_code == 401


async def test_a_right_that_ends_takes_the_file_with_it(school: School) -> None:
    cast = school.cast
    file = await sent(school, cast.hart)
    use(school, cast.hart, [file.id], f"talk:{cast.zara}:class:{cast.class_4a}")
    await school.end_rights(cast.nadia)
    assert (await fetched(school, cast.nadia, file.id)).status_code == 404


async def test_what_is_taken_back_is_hidden_at_once(school: School) -> None:
    cast = school.cast
    file = await sent(school, cast.hart)
    topic = f"talk:{cast.zara}:class:{cast.class_4a}"
    use(school, cast.hart, [file.id], topic)
    school.context.db.write(lambda tx: retopic_files(tx, "message:1", f"staff:{topic}"))
    assert (await fetched(school, cast.nadia, file.id)).status_code == 404


async def test_only_my_own_unused_files_can_be_used_and_once(school: School) -> None:
    cast = school.cast
    mine = await sent(school, cast.nadia)
    for who, code in ((cast.daniel, "not_found"), (cast.nadia, ""), (cast.nadia, "media_not_ready")):
        if code:
            with pytest.raises(Refused) as refused:
                use(school, who, [mine.id], "school")
            assert refused.value.refusal.code == code
        else:
            use(school, who, [mine.id], "school")


async def test_the_same_key_gives_the_same_file_once(school: School) -> None:
    key = new_key()
    first, second = [await send(school, school.cast.nadia, key=key) for _ in range(2)]
    assert first.content == second.content
    assert len(on_disk(school)) == 1
    other = await send(school, school.cast.nadia, files.pdf(script=True), key=key)
    assert refusal(other) == (409, Refusal(code="key_reused"))


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"MZ" + bytes(100), 422, "not_a_file_we_take"),
        (eg.page_called_picture(), 422, "not_a_file_we_take"),
        (files.pdf(password="x"), 422, "file_locked"),
        (files.office({"word/vbaProject.bin": b"x"}), 422, "file_with_macros"),
        (b"%PDF-1.7", 422, "file_damaged"),
    ],
)
async def test_a_bad_file_leaves_nothing_behind(school: School, data: bytes, status: int, code: str) -> None:
    answer = await send(school, school.cast.nadia, data)
    assert refusal(answer) == (status, Refusal(code=code))
    assert [path for path in school.context.files.root.rglob("*") if path.is_file()] == []


async def test_nobody_sends_a_file_without_a_session_or_a_key(school: School) -> None:
    assert (await send(school, None)).status_code == 401
    told = await school.http.post(FILES_PATH, content=PDF, headers=headers_of(school.cast.nadia))
    assert refusal(told) == (422, Refusal(code="key_missing"))


async def test_files_that_nobody_used_go(school: School) -> None:
    file = await sent(school, school.cast.nadia)
    sweep(school.context, older_than=0)
    assert len(on_disk(school)) == 1
    school.clock.forward(KEPT_UNUSED + 1)
    school.context.db.write(forget_unused_files)
    sweep(school.context, older_than=0)
    assert on_disk(school) == []
    assert (await fetched(school, school.cast.nadia, file.id)).status_code in (401, 404)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Letter home.pdf", "Letter home.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\homework\\plan.docx", "plan.pdf"),
        ("a\u202egpj.exe", "agpj.pdf"),
        ('x"; filename=y.html', "x filename=y.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("x" * 300, "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(name: str, kept: str) -> None:
    assert tidy_name(name, FileKind.PDF) == kept
