"""Uploading a picture, using it, and who may look at it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import msgspec
import pytest
import sqlalchemy as sa

from server.core.refused import Refused
from server.core.viewer import Viewer
from server.media.actions import attach, retopic
from server.media.grants import PERIOD, grant_for
from server.media.jobs import sweep
from server.media.rules import DAY, HELD, KEPT_UNUSED, MOST_UNUSED
from server.media.store import ORIGINALS
from server.media.tables import media
from server.school.actions import end_right
from server.school.queries import viewer_of
from server.school.tables import contact_rights
from tests.cast import Who
from tests.school import School, headers_of, new_key
from tests.server.media import corpus
from wire.base import Refusal
from wire.media import MAX_BYTES, UPLOAD_PATH, Photo, address

PNG = corpus.encoded(corpus.plain(), "PNG")


async def upload(school: School, who: Who | None, data: bytes = PNG, key: str = "") -> httpx.Response:
    headers = {**headers_of(who), "Idempotency-Key": key or new_key()}
    return await school.http.post(UPLOAD_PATH, content=data, headers=headers)


async def uploaded(school: School, who: Who) -> int:
    answer = await upload(school, who)
    return msgspec.json.decode(answer.content, type=Photo).id


async def seen(school: School, who: Who | None, media_id: int, size: int = 400) -> int:
    return (await school.http.get(address(media_id, size), headers=headers_of(who))).status_code


def viewer(school: School, who: Who) -> Viewer:
    from server.core.context import token_hash

    found = school.context.db.read(lambda conn: viewer_of(conn, token_hash(who.token), school.clock.now()))
    assert found is not None
    return found


def use(school: School, who: Who, ids: list[int], topic: str, used_by: str = "story:1") -> tuple[Photo, ...]:
    return school.context.db.write(lambda tx: attach(tx, viewer(school, who), ids, topic, used_by))


def files_of(school: School) -> set[str]:
    root: Path = school.context.files.root
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def refusal(answer: httpx.Response) -> tuple[int, Refusal]:
    return answer.status_code, msgspec.json.decode(answer.content, type=Refusal)


async def test_an_upload_answers_what_the_picture_is(school: School) -> None:
    answer = await upload(school, school.cast.nadia)
    assert answer.status_code == 200
    photo = msgspec.json.decode(answer.content, type=Photo)
    assert photo == Photo(id=photo.id, width=300, height=200, colour="#c81e1e")


async def test_the_original_is_kept_and_not_served(school: School) -> None:
    media_id = await uploaded(school, school.cast.nadia)
    folder = school.context.db.read(lambda conn: conn.execute(sa.select(media.c.folder)).scalar_one())
    assert school.context.files.read(f"{ORIGINALS}/{folder}") == PNG
    assert files_of(school) == {
        f"originals/{folder}",
        f"media/{folder}/400.webp",
        f"media/{folder}/800.webp",
        f"media/{folder}/1600.webp",
    }
    assert [await seen(school, school.cast.nadia, media_id, size) for size in (400, 800, 1600)] == [200] * 3
    assert [await seen(school, school.cast.nadia, media_id, size) for size in (0, 399, 99999)] == [404] * 3
    guesses = ("/media/../originals/x", f"/originals/{folder}", f"/media/{media_id}/original.webp", "/media/")
    assert [
        (await school.http.get(g, headers=headers_of(school.cast.nadia))).status_code for g in guesses
    ] == [404] * 4


async def test_a_copy_is_served_so_that_no_browser_can_misread_it(school: School) -> None:
    media_id = await uploaded(school, school.cast.nadia)
    answer = await school.http.get(address(media_id, 400), headers=headers_of(school.cast.nadia))
    assert corpus.decoded(answer.content).size == (300, 200)
    told = {name: answer.headers[name] for name in answer.headers if name != "content-length"}
    assert told == {
        "cache-control": "private, max-age=900",
        "content-disposition": "inline",
        "content-security-policy": "default-src 'none'; sandbox",
        "content-type": "image/webp",
        "cross-origin-resource-policy": "same-origin",
        "etag": f'"{media_id}-400"',
        "vary": "Cookie, Authorization",
        "x-content-type-options": "nosniff",
    }
    again = await school.http.get(
        address(media_id, 400),
        headers={**headers_of(school.cast.nadia), "If-None-Match": answer.headers["etag"]},
    )
    assert (again.status_code, again.content) == (304, b"")


async def test_a_picture_is_for_the_readers_of_its_topic(school: School) -> None:
    cast = school.cast
    families = {"nadia", "katarzyna", "daniel", "rahman"}
    team_4a, team_3b, heads = {"hart", "sandhu", "adeyemi"}, {"okafor", "rahman"}, {"calloway", "prescott"}
    who_sees = {
        f"class:{cast.class_4a}": {"nadia", "katarzyna", "rahman"} | team_4a | heads,
        f"class:{cast.class_3b}": {"nadia", "daniel"} | team_3b | heads,
        f"pupil:{cast.zara}": {"nadia", "hart", "sandhu"} | heads,
        "school": families | team_4a | team_3b | heads | {"dunne"},
        f"team:class:{cast.class_4a}": team_4a | heads,
    }
    media_id = await uploaded(school, cast.calloway)
    use(school, cast.calloway, [media_id], "school", "story:1")
    for topic, readers in who_sees.items():
        school.context.db.write(lambda tx, topic=topic: retopic(tx, "story:1", topic))  # type: ignore[misc]
        answers = {name for name, who in cast.people().items() if await seen(school, who, media_id) == 200}
        assert (topic, answers) == (topic, readers)
        assert await seen(school, None, media_id) == 401


async def test_a_picture_that_nothing_uses_is_its_owners_alone(school: School) -> None:
    media_id = await uploaded(school, school.cast.hart)
    answers = {name: await seen(school, who, media_id) for name, who in school.cast.people().items()}
    assert answers == {name: 200 if name == "hart" else 404 for name in answers}


async def test_a_picture_that_waits_for_the_class_team_is_seen_by_its_owner_too(school: School) -> None:
    cast = school.cast
    media_id = await uploaded(school, cast.nadia)
    use(school, cast.nadia, [media_id], f"team:class:{cast.class_4a}", "comment:1")
    assert [await seen(school, who, media_id) for who in (cast.nadia, cast.katarzyna)] == [200, 404]
    await school.end_rights(cast.nadia)
    assert await seen(school, cast.nadia, media_id) == 404


async def test_unknown_and_forbidden_look_the_same(school: School) -> None:
    media_id = await uploaded(school, school.cast.hart)
    headers = headers_of(school.cast.nadia)
    forbidden = await school.http.get(address(media_id, 400), headers=headers)
    unknown = [
        await school.http.get(address(number, 400), headers=headers) for number in (media_id + 999, 0, 10**30)
    ]
    bodies = {(answer.status_code, answer.content) for answer in (forbidden, *unknown)}
    assert bodies == {(404, b'{"code":"not_found","facts":{}}')}


async def test_a_right_that_ends_takes_the_pictures_with_it(school: School) -> None:
    media_id = await uploaded(school, school.cast.hart)
    use(school, school.cast.hart, [media_id], f"class:{school.cast.class_4a}")
    assert await seen(school, school.cast.katarzyna, media_id) == 200
    right = sa.select(contact_rights.c.id).where(contact_rights.c.person_id == school.cast.katarzyna.id)
    school.context.db.write(lambda tx: end_right(tx, tx.conn.execute(right).scalar_one()))
    assert await seen(school, school.cast.katarzyna, media_id) == 404


async def test_what_is_taken_back_is_hidden_at_once(school: School) -> None:
    media_id = await uploaded(school, school.cast.hart)
    use(school, school.cast.hart, [media_id], f"class:{school.cast.class_4a}", "story:7")
    school.context.db.write(lambda tx: retopic(tx, "story:7", f"team:class:{school.cast.class_4a}"))
    assert [await seen(school, who, media_id) for who in (school.cast.nadia, school.cast.hart)] == [404, 200]


async def test_a_cookie_or_a_pass_shows_a_picture_but_uploads_nothing(school: School) -> None:
    media_id = await uploaded(school, school.cast.nadia)
    cookie = {"Cookie": f"bookbag={school.cast.nadia.token}"}
    assert (await school.http.get(address(media_id, 400), headers=cookie)).status_code == 200
    answer = await school.http.post(
        UPLOAD_PATH, content=PNG, headers={**cookie, "Idempotency-Key": new_key()}
    )
    assert refusal(answer) == (401, Refusal(code="not_signed_in"))


async def test_a_pass_is_one_persons_and_dies_soon(school: School) -> None:
    media_id = await uploaded(school, school.cast.nadia)

    def passes(who: Who) -> str:
        return grant_for(school.context.secret, viewer(school, who).session_id, school.clock.now())

    grant = passes(school.cast.nadia)
    assert (await school.http.get(address(media_id, 400, grant))).status_code == 200
    assert (await school.http.get(address(media_id, 400, passes(school.cast.hart)))).status_code == 404
    session, ends, inside, signature = grant.split("-")
    wrong = [
        f"{int(session) + 1}-{ends}-{inside}-{signature}",
        f"{session}-{int(ends) + PERIOD}-{inside}-{signature}",
        f"{session}-{ends}-0-{signature}",
        f"{session}-{ends}-{inside}-{signature[:-1]}{'0' if signature[-1] != '0' else '1'}",
        "x" * 5000,
        "1-2-1-3",
    ]
    assert [(await school.http.get(address(media_id, 400, bad))).status_code for bad in wrong] == [401] * 6
    school.clock.forward(2 * PERIOD)
    assert (await school.http.get(address(media_id, 400, grant))).status_code == 401


def test_a_pass_stays_the_same_for_a_quarter_of_an_hour() -> None:
    start = 1000 * PERIOD
    made = [grant_for(b"secret", 7, start + after) for after in (0, PERIOD - 1, PERIOD)]
    assert (made[0] == made[1], made[0] == made[2]) == (True, False)


async def test_a_bad_file_leaves_nothing_behind(school: School) -> None:
    for data, status, code in (
        (b"<svg/>", 422, "not_a_picture"),
        (corpus.bomb(20_000, 10_000), 413, "picture_too_large"),
        (PNG[:60], 422, "picture_damaged"),
        (b"", 422, "not_a_picture"),
    ):
        answer = await upload(school, school.cast.nadia, data)
        assert (answer.status_code, refusal(answer)[1].code) == (status, code)
    assert files_of(school) == set()
    count = sa.select(sa.func.count()).select_from(media)
    assert school.context.db.read(lambda conn: conn.execute(count).scalar()) == 0


async def test_a_body_that_is_too_large_is_not_read_to_its_end(school: School) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10 * MAX_BYTES:
            sent += 1_000_000
            yield b"\xff" * 1_000_000

    headers = {**headers_of(school.cast.nadia), "Idempotency-Key": new_key()}
    told = {**headers, "Content-Length": str(MAX_BYTES + 1)}
    answers = [
        await school.http.post(UPLOAD_PATH, content=endless(), headers=headers),
        await school.http.post(UPLOAD_PATH, content=b"", headers=told),
    ]
    limit = Refusal(code="too_large", facts={"limit": MAX_BYTES})
    assert [(refusal(answer), answer.headers["connection"]) for answer in answers] == [
        ((413, limit), "close")
    ] * 2
    assert sent <= MAX_BYTES + 2_000_000
    assert files_of(school) == set()


async def test_nobody_uploads_without_a_session_or_a_key(school: School) -> None:
    assert refusal(await upload(school, None)) == (401, Refusal(code="not_signed_in"))
    answer = await school.http.post(UPLOAD_PATH, content=PNG, headers=headers_of(school.cast.nadia))
    assert refusal(answer) == (422, Refusal(code="key_missing"))


async def test_the_same_key_gives_the_same_picture_once(school: School) -> None:
    first = await upload(school, school.cast.nadia, key="the-same-key")
    again = await upload(school, school.cast.nadia, key="the-same-key")
    other = await upload(
        school, school.cast.nadia, corpus.encoded(corpus.plain(9, 9), "PNG"), key="the-same-key"
    )
    assert again.content == first.content
    assert refusal(other) == (409, Refusal(code="key_reused"))
    assert len(files_of(school)) == 4


async def test_the_same_upload_twice_at_once_is_one_picture(school: School) -> None:
    answers = await asyncio.gather(*(upload(school, school.cast.nadia, key="the-same-key") for _ in range(5)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert len(files_of(school)) == 4


async def test_only_my_own_unused_pictures_can_be_used_and_once(school: School) -> None:
    mine, theirs = await uploaded(school, school.cast.hart), await uploaded(school, school.cast.nadia)
    topic = f"class:{school.cast.class_4a}"

    def refused(ids: list[int]) -> str:
        with pytest.raises(Refused) as caught:
            use(school, school.cast.hart, ids, topic)
        return caught.value.refusal.code

    assert refused([mine, theirs]) == "not_found"
    assert refused([mine, 999_999]) == "not_found"
    assert refused([mine, mine]) == "malformed"
    assert [photo.id for photo in use(school, school.cast.hart, [mine], topic)] == [mine]
    assert refused([mine]) == "media_not_ready"
    assert use(school, school.cast.hart, [], topic) == ()


async def test_a_picture_held_back_cannot_be_published(school: School) -> None:
    mine = await uploaded(school, school.cast.hart)
    school.context.db.write(lambda tx: tx.conn.execute(media.update().values(state=HELD)))
    with pytest.raises(Refused) as caught:
        use(school, school.cast.hart, [mine], "school")
    assert (caught.value.refusal.code, caught.value.status) == ("media_not_ready", 409)


async def test_pictures_keep_the_order_in_which_they_were_given(school: School) -> None:
    ids = [await uploaded(school, school.cast.hart) for _ in range(3)]
    given = [ids[2], ids[0], ids[1]]
    assert [photo.id for photo in use(school, school.cast.hart, given, "school")] == given


async def test_a_sweep_takes_what_no_row_stands_for(school: School) -> None:
    media_id = await uploaded(school, school.cast.nadia)
    kept = files_of(school)
    for name in ("originals/ab/lost", "media/ab/lost/400.webp", "media/cd/half/800.webp", "incoming/cut-off"):
        school.context.files.put(name, b"x")
    sweep(school.context)
    assert len(files_of(school)) == 8
    sweep(school.context, older_than=-60)
    assert files_of(school) == kept
    assert await seen(school, school.cast.nadia, media_id) == 200


async def test_a_picture_that_waits_a_week_unused_goes(school: School) -> None:
    from server.media.actions import forget_unused

    used, unused = await uploaded(school, school.cast.hart), await uploaded(school, school.cast.hart)
    use(school, school.cast.hart, [used], "school")
    school.clock.forward(KEPT_UNUSED)
    school.context.db.write(forget_unused)
    assert [await seen(school, school.cast.hart, id_) for id_ in (used, unused)] == [200, 200]
    school.clock.forward(1)
    school.context.db.write(forget_unused)
    assert [await seen(school, school.cast.hart, id_) for id_ in (used, unused)] == [200, 404]
    sweep(school.context, older_than=-60)
    assert len(files_of(school)) == 4


async def test_somebody_who_uploads_without_end_is_slowed_down(school: School) -> None:
    from server.media.actions import add_picture
    from server.media.store import Stored

    def add_many(tx: object) -> None:
        for number in range(MOST_UNUSED):
            add_picture(tx, school.cast.nadia.id, Stored(f"aa/{number}", 1, 1, "#000000"))  # type: ignore[arg-type]

    school.context.db.write(add_many)
    assert refusal(await upload(school, school.cast.nadia)) == (
        429,
        Refusal(code="slow_down", facts={"seconds": 3600}),
    )
    assert (await upload(school, school.cast.hart)).status_code == 200
    school.clock.forward(DAY)
    assert (await upload(school, school.cast.nadia)).status_code == 200


async def test_a_full_disk_is_said_and_nothing_is_left(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    synced = os.fsync

    def full(handle: int) -> None:
        synced(handle)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = await upload(school, school.cast.nadia)
    assert refusal(answer) == (507, Refusal(code="disk_full"))
    monkeypatch.undo()
    assert files_of(school) == set()
    assert (await upload(school, school.cast.nadia)).status_code == 200
