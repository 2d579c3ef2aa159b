"""What a family sends along with an answer is seen by who may see the answer, and by nobody else (spec 7.5)."""

import msgspec
import sqlalchemy as sa

from server.forms.tables import form_answers, form_passes
from server.school.actions import add_right
from tests import eg
from tests.cast import Who
from tests.school import School, headers_of, new_key
from tests.server.forms.filling import SIGNED, answer, answered, code, sent, trip
from tests.server.forms.gathering import recorded
from tests.server.media.test_files import fetched
from tests.server.media.test_files import sent as uploaded
from wire.forms import Answers, FormKind
from wire.media import UPLOAD_PATH, Photo, address, file_address


async def picture(school: School, who: Who) -> int:
    headers = {**headers_of(who), "Idempotency-Key": new_key()}
    told = await school.http.post(UPLOAD_PATH, content=eg.picture(), headers=headers)
    return msgspec.json.decode(told.content, type=Photo).id


async def downloads(school: School, file_id: int, photo_id: int) -> set[str]:
    """Who gets the file; whoever gets it gets the picture too."""
    got, seen = set[str](), set[str]()
    for name, who in school.cast.people().items():
        if (await fetched(school, who, file_id)).status_code == 200:
            got.add(name)
        if (await school.http.get(address(photo_id, 400), headers=headers_of(who))).status_code == 200:
            seen.add(name)
    assert got == seen
    return got


async def with_files(school: School, card_id: int) -> tuple[int, int]:
    """A file and a picture of Nadia's in her answer for Zara."""
    nadia = school.cast.nadia
    file, photo = await uploaded(school, nadia), await picture(school, nadia)
    assert await downloads(school, file.id, photo) == {"nadia"}
    said = Answers(
        values={"comes": ("yes",)}, files={"paper": (file.id,)}, photos={"paper": (photo,)}, signatures=SIGNED
    )
    taken = await answered(school, nadia, card_id, school.cast.zara, said)
    assert [one.id for one in taken.files] == [file.id]
    assert [one.id for one in taken.photos] == [photo]
    return file.id, photo


async def test_files_of_an_answer_are_for_its_signer_and_the_staff_who_see_it(school: School) -> None:
    cast = school.cast
    school.context.db.write(lambda tx: add_right(tx, cast.former.id, cast.zara, "father"))
    card = await sent(school, trip())
    files = await with_files(school, card.id)
    assert await downloads(school, *files) == {"nadia", "hart", "sandhu", "dunne", "calloway", "prescott"}
    await school.end_rights(cast.nadia)
    assert await downloads(school, *files) == {"hart", "sandhu", "dunne", "calloway", "prescott"}


async def test_files_of_a_private_form_are_not_for_the_class_team_before_they_were_passed_on(
    school: School,
) -> None:
    cast = school.cast
    card = await sent(school, trip(kind=FormKind.DIETARY))
    files = await with_files(school, card.id)
    assert await downloads(school, *files) == {"nadia", "dunne", "calloway", "prescott"}
    row = {"form_id": card.id, "pupil_id": cast.zara, "by": cast.dunne.id, "at": 1}
    for to, added in ((None, {"hart", "sandhu"}), (cast.adeyemi.id, {"hart", "sandhu", "adeyemi"})):
        school.context.db.write(lambda tx, to=to: tx.conn.execute(form_passes.insert(), {**row, "to_id": to}))  # type: ignore[misc]
        later = await with_files(school, card.id)
        assert await downloads(school, *later) == {"nadia", "dunne", "calloway", "prescott"} | added


async def test_a_new_answer_may_keep_the_files_of_the_earlier_one_but_not_those_of_others(
    school: School,
) -> None:
    cast = school.cast
    card = await sent(school, trip())
    file_id, photo_id = await with_files(school, card.id)
    again = Answers(
        values={"comes": ("no",)},
        files={"paper": (file_id,)},
        photos={"paper": (photo_id,)},
        signatures=SIGNED,
    )
    assert [one.id for one in (await answered(school, cast.nadia, card.id, cast.zara, again)).files] == [
        file_id
    ]
    assert code(await answer(school, cast.katarzyna, card.id, cast.lena, again)) == "not_found"
    other = await sent(school, trip())
    # What belongs to an answer of another form stays there.
    assert code(await answer(school, cast.nadia, other.id, cast.zara, again)) == "media_not_ready"


async def test_each_look_at_what_came_with_a_private_answer_is_on_record(school: School) -> None:
    """But its signer's own, and not of a form that is not private (spec 7.5)."""
    cast, open_to_all = school.cast, await sent(school, trip())
    card = await sent(school, trip(kind=FormKind.DIETARY))
    plain, (file_id, photo_id) = await with_files(school, open_to_all.id), await with_files(school, card.id)
    for who, file, photo in ((cast.nadia, file_id, photo_id), (cast.calloway, *plain)):
        assert (await fetched(school, who, file)).headers["cache-control"] == "private, max-age=900"
        await school.http.get(address(photo, 400), headers=headers_of(who))
    assert recorded(school, "forms:answer:download") == []
    got = await fetched(school, cast.calloway, file_id)
    seen = await school.http.get(address(photo_id, 400), headers=headers_of(cast.prescott))
    assert {got.headers["cache-control"], seen.headers["cache-control"]} == {"no-store"}
    answer_id = one_answer(school, card.id)
    about = f'{{"form":{card.id},"pupils":"{cast.zara}","which":'
    expected = [
        (cast.calloway.id, f"answer:{answer_id}", f'{about}"file:{file_id}"}}'),
        (cast.prescott.id, f"answer:{answer_id}", f'{about}"photo:{photo_id}"}}'),
    ]
    assert recorded(school, "forms:answer:download") == expected
    # Whoever gets no byte of it leaves no record: the one has it, the other may not.
    again = {**headers_of(cast.calloway), "If-None-Match": got.headers["etag"]}
    assert (await school.http.get(file_address(file_id), headers=again)).status_code == 304
    assert (await fetched(school, cast.hart, file_id)).status_code == 404
    assert recorded(school, "forms:answer:download") == expected


def one_answer(school: School, form_id: int) -> int:
    query = sa.select(form_answers.c.id).where(form_answers.c.form_id == form_id)
    return int(school.context.db.read(lambda conn: conn.execute(query).scalar_one()))
