"""A form from the draft to the table, at the real server: written, checked, sent, answered, gathered (spec 7)."""

from datetime import date

import msgspec
import pytest

from client.core.account import Account
from client.forms import actions as families
from client.forms import making, staff_actions
from client.forms.mixing import differences, mixed
from client.forms.staff_store import StaffFormsStore
from client.forms.store import FormsStore
from tests.client.at_school import OpenAt
from tests.client.edge import until
from tests.school import School
from wire.base import Id
from wire.forms import (
    Answers,
    CheckWording,
    CollationAsk,
    Due,
    FieldDraft,
    FieldKind,
    FormDraft,
    FormKind,
    FormState,
    Missing,
    PaperAnswer,
    SendForm,
    Signature,
)

pytestmark = pytest.mark.sqlite

DRAFT = FormDraft(
    kind=FormKind.OWN, title="Swimming on Friday", lang="en",
    fields=(
        FieldDraft(key="comes", kind=FieldKind.YES_NO, label="May your child come?", required=True),
        FieldDraft(key="sign", kind=FieldKind.SIGNATURE, label="Signature", required=True),
    ),
)  # fmt: skip
YES = Answers(values={"comes": ("yes",)}, signatures={"sign": Signature("Nadia Qureshi")})


async def made(office: Account, draft: FormDraft) -> Id:
    """The office makes a form of a draft and is shown it."""
    gone: list[str] = []
    office.go = gone.append
    assert await office.do(making.begin, draft)
    return int(gone[0].split("/")[2])


def store(account: Account) -> StaffFormsStore:
    return account[StaffFormsStore]


def missing(account: Account, form_id: int) -> Missing:
    return store(account).missing[form_id]


async def send(office: Account, form_id: int, topic: str) -> None:
    revision = store(office).writing[form_id].view.revision
    assert await office.do(making.send_form, SendForm(form_id=form_id, revision=revision, topic=topic))


async def test_a_ready_form_is_changed_checked_sent_answered_and_gathered(
    school: School, at_school: OpenAt
) -> None:
    cast = school.cast
    office, nadia, hart = [await at_school(who) for who in (cast.dunne, cast.nadia, cast.hart)]
    await office.do(making.load_ready)
    assert FormKind.TRIP in {one.kind for one in store(office).ready}
    form_id = await made(office, DRAFT)
    await office.do(making.open_draft, form_id)
    making.write(office, form_id, msgspec.structs.replace(DRAFT, title="Swimming on Monday"))
    assert office.drafts.draft(making.place_of(form_id))
    await until(lambda: store(office).writing[form_id].state == "saved", 5)
    assert office.drafts.draft(making.place_of(form_id)) == ""

    await office.do(staff_actions.load_wording, form_id, "ur")
    title = store(office).wordings[form_id, "ur"].wordings[0]
    assert (title.field, title.text.body, title.checked_at) == ("title", "Swimming on Monday", None)
    ask = CheckWording(form_id=form_id, text_id=title.text.id, lang="ur", wording="پیر کو تیراکی")
    assert await office.do(making.check, ask)
    assert store(office).wordings[form_id, "ur"].wordings[0].checked_at is not None

    await send(office, form_id, f"class:{cast.class_4a}")
    assert store(office).cards[form_id].state is FormState.LIVE
    await until(lambda: form_id in nadia[FormsStore].cards, 5)
    assert nadia[FormsStore].cards[form_id].title.shown == "پیر کو تیراکی"

    await hart.do(staff_actions.load_missing, form_id)
    before = {one.pupil_id for one in missing(hart, form_id).families}
    assert cast.zara in before
    await nadia.do(families.open_form, form_id)
    view = nadia[FormsStore].views[form_id]
    assert await nadia.do(families.sign, view, cast.zara, YES)
    await until(lambda: nadia[FormsStore].cards[form_id].due[cast.zara] is Due.DONE, 5)
    await hart.do(staff_actions.load_missing, form_id)
    assert before - {one.pupil_id for one in missing(hart, form_id).families} == {cast.zara}

    for account in (office, hart):
        await account.do(staff_actions.load_table, CollationAsk(form_id=form_id, field="comes", value="yes"))
        (row,) = store(account).tables[form_id].page.rows
        assert (row.pupil_id, row.answers[0].answers.values) == (cast.zara, YES.values)
    answer_id = store(office).tables[form_id].page.rows[0].answers[0].id
    await office.do(staff_actions.load_answer, answer_id)
    await office.do(staff_actions.load_signed, answer_id)
    assert store(office).answers[answer_id].lang == "ur"
    assert store(office).signed[answer_id].title.shown == "پیر کو تیراکی"


async def test_two_of_the_office_write_one_form_and_nothing_is_lost(
    school: School, at_school: OpenAt
) -> None:
    cast = school.cast
    first, second = [await at_school(cast.dunne) for _ in range(2)]
    form_id = await made(first, DRAFT)
    for account in (first, second):
        await account.do(making.open_draft, form_id)
    note = FieldDraft(key="note", kind=FieldKind.TEXT, label="Anything else?")
    theirs = msgspec.structs.replace(DRAFT, fields=(note, *DRAFT.fields))
    making.write(first, form_id, theirs)
    assert await making.save(first, form_id)
    mine = msgspec.structs.replace(DRAFT, title="Swimming lessons")
    making.write(second, form_id, mine)
    assert not await making.save(second, form_id)
    writing = store(second).writing[form_id]
    assert (writing.draft, writing.theirs and writing.theirs.draft) == (mine, theirs)
    # What both wrote is on the device too, until somebody says what shall stand.
    assert second.drafts.draft(making.place_of(form_id))
    both = mixed(mine, theirs, {"note"})
    assert (both.title, [one.key for one in both.fields]) == ("Swimming lessons", ["note", "comes", "sign"])
    assert differences(mine, theirs) == ("title", "note")
    assert await second.do(making.settle, form_id, both)
    await first.do(making.open_draft, form_id)
    assert store(first).writing[form_id].draft == both
    assert store(second).writing[form_id].state == "saved"


async def test_what_was_written_and_not_saved_is_there_again(school: School, at_school: OpenAt) -> None:
    cast = school.cast
    office = await at_school(cast.dunne)
    form_id = await made(office, DRAFT)
    written = msgspec.structs.replace(DRAFT, intro="Bring a towel.")
    making.write(office, form_id, written)
    # The app ends before the words have gone out: only the half-written words are kept.
    await office.close()
    again = await at_school(cast.dunne)
    await again.do(making.open_draft, form_id)
    assert store(again).writing[form_id].draft == written
    await until(lambda: store(again).writing[form_id].state == "saved", 5)


async def test_paper_is_put_in_for_a_family_and_who_did_is_said(school: School, at_school: OpenAt) -> None:
    cast = school.cast
    office, hart = [await at_school(who) for who in (cast.dunne, cast.hart)]
    form_id = await made(office, DRAFT)
    await send(office, form_id, f"class:{cast.class_4a}")
    await hart.do(staff_actions.load_missing, form_id)
    family = next(one for one in missing(hart, form_id).families if one.pupil_id == cast.lena)
    signer = family.adults[0]
    paper = PaperAnswer(
        form_id=form_id, pupil_id=cast.lena, version=1, signed_by=signer.id,
        signed_on=date(2026, 11, 12),
        answers=msgspec.structs.replace(YES, signatures={"sign": Signature(signer.name)}),
    )  # fmt: skip
    assert await hart.do(staff_actions.put_paper, paper)
    await until(lambda: cast.lena not in {one.pupil_id for one in missing(hart, form_id).families}, 5)
    await office.do(staff_actions.load_table, CollationAsk(form_id=form_id, q=family.name))
    (row,) = store(office).tables[form_id].page.rows
    (answer,) = row.answers
    assert (answer.signer.id, answer.entered_by and answer.entered_by.id) == (signer.id, cast.hart.id)
