"""Who hears of a form that is new, and is reminded of one: adults who have not answered it alone (spec 7.2, 13.1)."""

from collections import Counter

from tests.edges import DAY, HOUR, MINUTE
from tests.mailbox import Mailbox, body_of
from tests.school import School
from tests.server.forms.filling import answered, begun, saved, send, sent, trip
from tests.server.notifications.doing import choose, states, wait
from wire.forms import CLOSE_FORM, REMIND_FORM, FormRef, Gone


def mails(school: School, mailbox: Mailbox, after: int = 0) -> dict[str, int]:
    """How many e-mails came to whom in the end; without the first ``after``."""
    wait(school)
    names = {who.email: name for name, who in school.cast.people().items()}
    return dict(Counter(names[email] for email in mailbox.recipients[after:]))


async def test_a_new_form_is_told_to_the_adults_who_sign_there_and_to_no_staff(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await choose(school, cast.nadia, words=True)
    card = await sent(school, trip())
    await answered(school, cast.katarzyna, card.id, cast.lena)
    # Who has answered by the time it would go out hears nothing.
    assert mails(school, mailbox) == {"nadia": 1, "rahman": 1}
    told = len(mailbox.mails)
    assert states(school, cast.hart) == states(school, cast.dunne) == []
    (mail,) = mailbox.to(cast.nadia.email)
    assert "farm" in body_of(mail)
    assert f"/forms/{card.id}" in body_of(mail)
    await sent(school, trip(), f"pupil:{cast.lena}")
    assert mails(school, mailbox, told) == {"katarzyna": 1}
    told = len(mailbox.mails)


async def test_a_reminder_reaches_those_who_have_not_answered_and_only_once(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    card = await sent(school, trip())
    await answered(school, cast.nadia, card.id, cast.zara)
    mails(school, mailbox)
    told = len(mailbox.mails)
    assert await school.ask(cast.dunne, REMIND_FORM, FormRef(card.id)) == Gone(count=2)
    assert mails(school, mailbox, told) == {"katarzyna": 1, "rahman": 1}
    told = len(mailbox.mails)
    assert await school.ask(cast.calloway, REMIND_FORM, FormRef(card.id)) == Gone(count=0)
    school.clock.forward(DAY)
    assert await school.ask(cast.dunne, REMIND_FORM, FormRef(card.id)) == Gone(count=2)
    # A form that is closed before the e-mail goes out needs none.
    await school.ask(cast.dunne, CLOSE_FORM, FormRef(card.id))
    assert mails(school, mailbox, told) == {}
    told = len(mailbox.mails)


async def test_the_days_before_the_last_one_remind_by_themselves(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    card = await sent(school, trip(), deadline=school.clock.now() + 5 * DAY, remind_days=2)
    await answered(school, cast.katarzyna, card.id, cast.lena)
    mails(school, mailbox)
    told = len(mailbox.mails)
    school.clock.forward(3 * DAY - HOUR)
    assert mails(school, mailbox, told) == {}
    told = len(mailbox.mails)
    school.clock.forward(HOUR - 2 * MINUTE)
    assert mails(school, mailbox, told) == {"nadia": 1, "rahman": 1}
    told = len(mailbox.mails)


async def test_one_is_reminded_of_the_version_that_is_out(school: School, mailbox: Mailbox) -> None:
    view = await begun(school, trip())
    await send(school, view, deadline=school.clock.now() + 5 * DAY, remind_days=2)
    again = await saved(school, view, trip(title="Another trip"))
    await send(school, again, deadline=school.clock.now() + 9 * DAY)
    assert mails(school, mailbox) == {"katarzyna": 1, "nadia": 1, "rahman": 1}
    told = len(mailbox.mails)
    school.clock.forward(4 * DAY)
    assert mails(school, mailbox, told) == {}
    told = len(mailbox.mails)


async def test_of_a_form_for_any_time_one_hears_once_and_nobody_is_reminded(
    school: School, mailbox: Mailbox
) -> None:
    card = await sent(school, trip(repeats=True))
    assert mails(school, mailbox) == {"katarzyna": 1, "nadia": 1, "rahman": 1}
    assert await school.ask(school.cast.dunne, REMIND_FORM, FormRef(card.id)) == Gone(count=0)
