"""Points and the calendar, as families hear of them by e-mail: once a day, or at once where that is too late."""

from datetime import date, timedelta

from tests.edges import DAY, HOUR, MINUTE
from tests.mailbox import Mailbox, body_of
from tests.points_rows import first_skill
from tests.school import School
from tests.server.calendar.test_calendar import new, posted
from tests.server.notifications.doing import TO_FIVE, choose, states, wait
from wire.base import Nothing
from wire.calendar import (
    CANCEL_OCCASION,
    EDIT_OCCASION,
    EditOccasion,
    NewOccasion,
    Occasion,
    OccasionRef,
    When,
)
from wire.modules import SWITCH_MODULE, Module, SwitchModule
from wire.notifications import GET_NOTIFICATIONS, SEE, How, NoticeKind, Notifications, Seen
from wire.points import GIVE_POINTS, UNDO_MS, UNDO_POINTS, Award, AwardRef, NewAward

TODAY = date(2026, 11, 12)
"""Where the clock stands."""
NEXT_WEEK = TODAY + timedelta(days=7)


async def give(school: School, *pupils: int, note: str = "") -> Award:
    cast = school.cast
    skill = await first_skill(school, cast.class_4a)
    ask = NewAward(class_id=cast.class_4a, skill_id=skill, pupils=frozenset(pupils), note=note)
    award = await school.ask(cast.hart, GIVE_POINTS, ask)
    assert isinstance(award, Award), award
    return award


async def test_points_come_once_a_day_for_each_child_to_its_own_family(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    for who in (cast.nadia, cast.katarzyna, cast.sandhu):
        await choose(school, who, words=True)
    for _ in range(3):
        await give(school, cast.zara, note="Only for Zara's family.")
    wait(school, UNDO_MS)
    wait(school, TO_FIVE - UNDO_MS - MINUTE)
    assert mailbox.mails == []
    wait(school, MINUTE)
    assert mailbox.recipients == [cast.nadia.email]
    (mail,) = mailbox.to(cast.nadia.email)
    assert "Zara" in mail["subject"]
    assert "Only for" not in body_of(mail) + body_of(mail, "html")
    assert states(school, cast.katarzyna) == states(school, cast.sandhu) == []
    await give(school, cast.zara)
    wait(school, DAY)
    assert len(mailbox.mails) == 1


async def test_points_that_were_undone_or_looked_at_are_not_told(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    undone = await give(school, cast.zara)
    await school.ask(cast.hart, UNDO_POINTS, AwardRef(award_id=undone.id))
    await give(school, cast.lena)
    wait(school, UNDO_MS)
    await school.ask(cast.katarzyna, SEE, Seen(path="/points"))
    wait(school, TO_FIVE)
    assert mailbox.mails == []


async def test_a_new_event_comes_with_the_daily_e_mail_and_says_what_it_is_now(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await choose(school, cast.daniel, words=True)
    tea = await posted(school, cast.okafor, of_3b(school, "Tea"))
    edit = EditOccasion(tea.id, tea.kind, "Tea and cake", tea.when)
    assert isinstance(await school.ask(cast.okafor, EDIT_OCCASION, edit), Occasion)
    wait(school, TO_FIVE)
    (mail,) = mailbox.to(cast.daniel.email)
    assert mail["subject"] == "Changed in the calendar for Rosie"
    assert "Tea and cake" in body_of(mail).splitlines()
    assert mailbox.to(cast.okafor.email) == []
    await school.ask(cast.okafor, CANCEL_OCCASION, OccasionRef(tea.id))
    wait(school, DAY)
    assert mailbox.to(cast.daniel.email)[-1]["subject"] == "Cancelled in the calendar for Rosie"


def of_3b(school: School, title: str) -> NewOccasion:
    return new(f"class:{school.cast.class_3b}", title, when=When(NEXT_WEEK, NEXT_WEEK, 540, 600))


async def test_what_is_soon_does_not_wait_for_the_daily_e_mail(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    today = await posted(school, cast.okafor, new(f"class:{cast.class_3b}", when=When(TODAY, TODAY)))
    await school.ask(cast.okafor, CANCEL_OCCASION, OccasionRef(today.id))
    wait(school, 2 * MINUTE)
    assert len(mailbox.to(cast.daniel.email)) == 1


async def test_who_looked_at_the_calendar_gets_no_e_mail(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await posted(school, cast.okafor, of_3b(school, "Tea"))
    school.do_jobs()
    await school.ask(cast.daniel, SEE, Seen(path="/calendar"))
    wait(school, TO_FIVE)
    assert mailbox.to(cast.daniel.email) == []


async def test_who_chose_before_there_were_these_kinds_hears_as_usual(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await choose(school, cast.nadia, kinds={NoticeKind.STORY: How.NEVER})
    mine = await school.ask(cast.nadia, GET_NOTIFICATIONS, Nothing())
    assert isinstance(mine, Notifications)
    assert mine.choices.kinds == {
        NoticeKind.STORY: How.NEVER,
        NoticeKind.COMMENT: How.DAILY,
        NoticeKind.MESSAGE: How.AT_ONCE,
        NoticeKind.POINTS: How.DAILY,
        NoticeKind.OCCASION: How.DAILY,
        NoticeKind.NEWS: How.DAILY,
        NoticeKind.DOCUMENT: How.DAILY,
        NoticeKind.WORK: How.DAILY,
        NoticeKind.REPORT: How.AT_ONCE,
        NoticeKind.FORM: How.AT_ONCE,
        NoticeKind.HANDED_BACK: How.AT_ONCE,
        NoticeKind.PASSED_ON: How.AT_ONCE,
    }


async def test_neither_goes_out_while_its_part_is_off(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await give(school, cast.zara)
    await posted(school, cast.okafor, of_3b(school, "Tea"))
    wait(school, UNDO_MS)
    for module in (Module.POINTS, Module.CALENDAR):
        await school.ask(cast.dunne, SWITCH_MODULE, SwitchModule(module, on=False))
    wait(school, TO_FIVE + HOUR)
    assert mailbox.mails == []
