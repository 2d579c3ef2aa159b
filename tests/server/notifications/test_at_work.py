"""Who gets back what they handed in hears of it, and so does whoever answers are passed on to (spec 6.1, 13.1)."""

import pytest

from server.school.actions import add_right
from tests.cast import Who
from tests.edges import DAY, HOUR
from tests.mailbox import Mailbox, body_of
from tests.school import School
from tests.server.forms.gathering import dietary, passed
from tests.server.library.shelf import post
from tests.server.notifications.doing import choose, wait
from tests.server.notifications.test_staff import Teaching, noticed, school, teaching
from wire.forms import PASS_ON, TAKE_BACK, PassOn
from wire.library import HAND_IN_ITEM, RETURN_ITEM, HandIn, Item, ItemKind, ReturnItem

__all__ = ["school", "teaching"]


async def handed_back(school: School, by: Who, reason: str = "The date is wrong.") -> Item:
    """News that somebody handed in, and the office gave back."""
    topic = f"class:{school.cast.class_4a}"
    item = await post(
        school, by, kind=ItemKind.NEWS, topic=topic, title="Cake sale", body="On Monday.", hand_in=True
    )
    back = await school.ask(school.cast.dunne, RETURN_ITEM, ReturnItem(item_id=item.id, reason=reason))
    assert isinstance(back, Item), back
    return back


async def test_who_gets_back_what_they_handed_in_hears_of_it_without_its_words(
    school: School, mailbox: Mailbox, teaching: Teaching
) -> None:
    cast = school.cast
    item = await handed_back(school, cast.hart)
    wait(school)
    (mail,) = mailbox.to(cast.hart.email)
    assert mailbox.recipients == [cast.hart.email]
    assert mail["subject"] == "Something that you handed in came back to you."
    assert f"/library/{item.id}" in body_of(mail)
    for secret in ("date is wrong", "Cake", "Dunne", "4A"):
        assert secret not in body_of(mail)
    assert noticed(school) == [f"person:{cast.hart.id}"]
    # With words it says why. What was handed in again in between says nothing.
    await choose(school, cast.hart, words=True)
    await handed_back(school, cast.hart)
    again = await handed_back(school, cast.hart, "Twice.")
    await school.ask(cast.hart, HAND_IN_ITEM, HandIn(item_id=again.id))
    wait(school)
    assert len(mailbox.to(cast.hart.email)) == 2
    told = body_of(mailbox.to(cast.hart.email)[1])
    assert "Dunne gave back what you handed in" in told
    assert ("The date is wrong." in told, "Twice." in told) == (True, False)


async def test_it_waits_for_their_hours_also_if_they_are_a_parent_too(
    school: School, mailbox: Mailbox, teaching: Teaching
) -> None:
    cast = school.cast
    school.context.db.write(lambda tx: add_right(tx, cast.hart.id, cast.lena, "aunt", starts_at=tx.now - DAY))
    teaching.until = school.clock.now() + HOUR
    await handed_back(school, cast.hart)
    wait(school)
    assert (mailbox.recipients, noticed(school)) == ([], [])
    wait(school, HOUR)
    assert mailbox.recipients == [cast.hart.email]


@pytest.mark.parametrize("to", ["team", "adeyemi"])
async def test_whoever_answers_are_passed_on_to_hears_of_it_and_of_no_child(
    school: School, mailbox: Mailbox, to: str
) -> None:
    cast, card = school.cast, await dietary(school)
    wait(school)
    before = len(mailbox.mails)
    whom = [cast.hart, cast.sandhu] if to == "team" else [cast.adeyemi]
    for who in whom:
        await choose(school, who, words=True)
    await passed(school, card.id, cast.zara, to=None if to == "team" else cast.adeyemi)
    # Twice says nothing new.
    await passed(school, card.id, cast.zara, to=None if to == "team" else cast.adeyemi)
    wait(school)
    assert sorted(mailbox.recipients[before:]) == sorted(who.email for who in whom)
    assert sorted(noticed(school)[-len(whom) :]) == sorted(f"person:{who.id}" for who in whom)
    told = body_of(mailbox.to(whom[0].email)[-1])
    assert ("Dunne passed answers on to you" in told, f"/forms/{card.id}/answers" in told) == (True, True)
    assert "Zara" not in told
    # What is taken back before the e-mail goes out is told to nobody.
    more = PassOn(form_id=card.id, pupils=(cast.lena,), to=None if to == "team" else cast.adeyemi.id)
    for deed in (PASS_ON, TAKE_BACK):
        await school.ask(cast.dunne, deed, more)
    wait(school)
    assert len(mailbox.mails) == before + len(whom)
