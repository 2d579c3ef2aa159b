"""Forms at the real server: read in one's language, filled in without a line, sent once, asked again."""

from pathlib import Path

import msgspec
import pytest

from client.core.account import Account
from client.core.photos import Picked
from client.forms import actions, drafts
from client.forms.store import FormsStore
from client.photos import actions as photos
from tests.browser.line import Line
from tests.client.at_school import OpenAt, cutting
from tests.client.edge import until
from tests.client.test_with_the_server import noise
from tests.school import School
from tests.server.forms.filling import begun, saved, send, sent, trip
from wire.forms import Answers, Due, FormView, Signature

pytestmark = pytest.mark.sqlite

COMES = Answers(
    values={"comes": ("yes",), "note": ("میٹھا نہیں",)}, signatures={"sign": Signature("Nadia Qureshi")}
)


def has(account: Account, form_id: int) -> bool:
    """Whether the form stands in the list."""
    return form_id in account[FormsStore].listing(None).ids


def due(account: Account, form_id: int) -> set[Due]:
    """How it stands for the children."""
    return set(account[FormsStore].cards[form_id].due.values())


async def fill_in(account: Account, form_id: int) -> FormView:
    """Opens a form and types into it."""
    await account.do(actions.open_form, form_id)
    view = account[FormsStore].views[form_id]
    kept = drafts.Kept(values=COMES.values)
    account.type(drafts.place_of(view.form, next(iter(view.due))), drafts.encoded(kept))
    return view


async def test_a_form_arrives_is_signed_once_over_a_bad_line_and_the_receipt_stands(
    school: School, at_school: OpenAt, line: Line, tmp_path: Path
) -> None:
    cast = school.cast
    nadia = await at_school(cast.nadia, tmp_path, line.url)
    kasia, daniel = [await at_school(who) for who in (cast.katarzyna, cast.daniel)]
    card = await sent(school, trip())
    school.do_jobs()
    await until(lambda: has(nadia, card.id) and has(kasia, card.id), 10)
    assert not has(daniel, card.id)
    assert nadia.badges.of("/forms") == 1
    view = await fill_in(nadia, card.id)
    line.cut()
    place = drafts.place_of(view.form, cast.zara)
    await nadia.do(photos.add_photo, place, Picked(key="a" * 32, name="x.jpg", data=noise(), slot="paper"))
    assert nadia.photos.at(place)[0].state == "waiting"
    assert await nadia.do(actions.sign, view, cast.zara, COMES)
    about = drafts.about(card.id, cast.zara)
    assert len(nadia.waiting.about(about)) == 1
    # The app is closed while its answer waits, and opened again.
    await nadia.close()
    line.mend()
    again = await at_school(None, tmp_path, line.url)
    again.device.kept = cast.nadia.token  # type: ignore[attr-defined]
    async with cutting(line, 3):
        await again.open()
    await until(lambda: again.me.state == "signed_in" and not again.waiting.items, 20)
    await until(lambda: has(again, card.id) and due(again, card.id) == {Due.DONE}, 20)
    await again.do(actions.open_form, card.id)
    (answer,) = again[FormsStore].views[card.id].answers
    assert (answer.answers.values, len(answer.answers.photos["paper"])) == (COMES.values, 1)
    assert answer.answers.signatures == COMES.signatures
    assert again.drafts.body(place) == ""
    assert again.badges.of("/forms") == 0
    await again.do(actions.open_signed, answer.id)
    assert again[FormsStore].signed[answer.id].title.body == "A trip to the farm"


async def test_a_form_that_changed_meanwhile_is_asked_again_with_the_answers_kept(
    school: School, at_school: OpenAt
) -> None:
    cast = school.cast
    draft = await begun(school, trip())
    card = await send(school, draft)
    school.do_jobs()
    nadia = await at_school(cast.nadia)
    await until(lambda: has(nadia, card.id))
    view = await fill_in(nadia, card.id)
    words = nadia.drafts.body(drafts.place_of(view.form, cast.zara))
    fields = (msgspec.structs.replace(trip().fields[0], label="We leave at 08:30."), *trip().fields[1:])
    await send(
        school,
        await saved(school, msgspec.structs.replace(draft, revision=draft.revision), trip(fields=fields)),
    )
    school.do_jobs()
    assert await nadia.do(actions.sign, view, cast.zara, COMES)
    place = drafts.place_of(view.form, cast.zara)
    await until(lambda: not nadia.waiting.items and nadia.drafts.body(place) == words, 10)
    assert any("changed" in notice.sentence or "فارم" in notice.sentence for notice in nadia.notices.all)
    await until(lambda: nadia[FormsStore].views[card.id].form.version == 2, 10)
    now = nadia[FormsStore].views[card.id]
    assert await nadia.do(actions.sign, now, cast.zara, COMES)
    await until(lambda: due(nadia, card.id) == {Due.DONE}, 10)
    await until(lambda: [one.version for one in nadia[FormsStore].views[card.id].answers][:1] == [2], 10)


async def test_who_taps_again_because_nothing_moves_answers_once(
    school: School, at_school: OpenAt, line: Line
) -> None:
    cast = school.cast
    nadia = await at_school(cast.nadia, url=line.url)
    card = await sent(school, trip())
    school.do_jobs()
    await until(lambda: has(nadia, card.id), 10)
    view = await fill_in(nadia, card.id)
    line.cut()
    for _ in range(2):
        nadia.do(actions.sign, view, cast.zara, COMES)
    await until(lambda: bool(nadia.waiting.items))
    line.mend()
    await until(lambda: due(nadia, card.id) == {Due.DONE} and not nadia.waiting.items, 20)
    # The tap of a page that has not been drawn anew yet.
    assert await nadia.do(actions.sign, view, cast.zara, COMES)
    await nadia.do(actions.open_form, card.id)
    now = nadia[FormsStore].views[card.id]
    assert (len(now.answers), nadia.waiting.items) == (1, ())
    assert await nadia.do(actions.sign, now, cast.zara, COMES)
    await until(lambda: len(nadia[FormsStore].views[card.id].answers) == 2, 10)
