"""Who is told of what by e-mail, when, and what takes it back (spec 13.1)."""

import sqlalchemy as sa

from server.core.db import Tx
from server.notifications.tables import notices
from server.school.actions import let_leave
from tests.edges import DAY, HOUR, MINUTE
from tests.mailbox import Mailbox, body_of
from tests.school import School
from tests.server.notifications.doing import (
    ALL_AT_ONCE,
    TO_FIVE,
    change_person,
    choose,
    comment,
    mail_states,
    post,
    states,
    wait,
)
from wire.notifications import SEE, How, NoticeKind, Quiet, Seen
from wire.stories import EDIT_STORY, LIKE_STORY, WITHDRAW_STORY, EditStory, LikeStory, StoryRef


def class_4a(school: School) -> str:
    return f"class:{school.cast.class_4a}"


async def test_a_class_story_comes_in_the_digest_of_its_families_and_of_nobody_else(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await post(school, cast.hart, class_4a(school))
    wait(school, TO_FIVE - 1)
    assert mailbox.recipients == []
    wait(school, 1)
    assert sorted(mailbox.recipients) == [cast.katarzyna.email, cast.nadia.email, cast.rahman.email]
    wait(school, DAY)
    assert len(mailbox.mails) == 3


async def test_no_name_and_no_word_of_anybody_leaves_unless_chosen(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await post(school, cast.hart, f"pupil:{cast.lena}", "Lena read a whole novel.")
    await post(school, cast.hart, class_4a(school), "We sowed beans.")
    wait(school, TO_FIVE)
    (mail,) = mailbox.to(cast.katarzyna.email)
    whole = mail["subject"] + body_of(mail) + body_of(mail, "html")
    assert [word for word in ("Lena", "Hart", "beans", "novel", "4A") if word in whole] == []
    assert "2" in mail["subject"]


async def test_with_words_each_family_reads_what_is_for_its_own_child(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    for who in (cast.nadia, cast.katarzyna, cast.daniel):
        await choose(school, who, words=True)
    await post(school, cast.hart, f"pupil:{cast.zara}", "ZARA-WORDS")
    await post(school, cast.hart, f"pupil:{cast.lena}", "LENA-WORDS")
    await post(school, cast.okafor, f"class:{cast.class_3b}", "3B-WORDS")
    await post(school, cast.hart, class_4a(school), "4A-WORDS")
    await post(school, cast.calloway, "school", "SCHOOL-WORDS")
    wait(school, TO_FIVE)
    every = (
        "ZARA-WORDS",
        "LENA-WORDS",
        "3B-WORDS",
        "4A-WORDS",
        "SCHOOL-WORDS",
        "Zara",
        "Yusuf",
        "Lena",
        "Rosie",
    )
    wanted = {
        cast.nadia.email: {"ZARA-WORDS", "3B-WORDS", "4A-WORDS", "SCHOOL-WORDS", "Zara", "Yusuf"},
        cast.katarzyna.email: {"LENA-WORDS", "4A-WORDS", "SCHOOL-WORDS", "Lena"},
        cast.daniel.email: {"3B-WORDS", "SCHOOL-WORDS", "Rosie"},
    }
    for kind in ("plain", "html"):
        got = {
            address: {word for word in every if word in body_of(mail, kind)}
            for address in wanted
            for mail in mailbox.to(address)
        }
        assert got == wanted
    assert cast.former.email not in mailbox.recipients


async def test_one_thing_says_in_its_subject_who_and_about_whom(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await choose(school, cast.daniel, words=True, kinds=ALL_AT_ONCE)
    story = await post(school, cast.okafor, f"class:{cast.class_3b}")
    wait(school)
    (mail,) = mailbox.to(cast.daniel.email)
    assert mail["subject"] == "New story from Okafor for Rosie"
    assert f"https://bookbag.school.example/stories/{story.id}" in body_of(mail).split()


async def test_nothing_goes_out_after_a_right_has_ended(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await choose(school, cast.daniel, words=True, kinds=ALL_AT_ONCE)
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    school.do_jobs()
    assert states(school, cast.daniel) == ["waiting"]
    await school.end_rights(cast.daniel)
    wait(school, DAY)
    assert mailbox.to(cast.daniel.email) == []


async def test_nothing_goes_out_after_a_right_ended_while_the_mail_server_put_it_off(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await choose(school, cast.daniel, words=True, kinds=ALL_AT_ONCE)
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    mailbox.says("RCPT", "450 4.2.0 Come back later")
    wait(school)
    assert mail_states(school) == [("waiting", 1, 450)]
    await school.end_rights(cast.daniel)
    wait(school, HOUR)
    assert (mailbox.mails, mail_states(school)) == ([], [("dropped", 1, 0)])


async def test_a_pupil_who_left_and_an_account_that_was_closed_end_it_too(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await post(school, cast.hart, class_4a(school))
    school.do_jobs()

    def leave(tx: Tx) -> None:
        let_leave(tx, cast.lena)

    await school.context.db.awrite(leave)
    change_person(school, cast.nadia, closed_at=school.clock.now())
    wait(school, TO_FIVE)
    assert mailbox.recipients == [cast.rahman.email]


async def test_who_never_signed_up_gets_nothing(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    change_person(school, cast.daniel, password_hash=None, seen_at=None)
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    wait(school, TO_FIVE)
    assert (states(school, cast.daniel), mailbox.to(cast.daniel.email)) == ([], [])


async def test_what_was_taken_back_is_not_told_and_what_was_edited_is_told_as_it_is_now(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await choose(school, cast.daniel, words=True)
    topic = f"class:{cast.class_3b}"
    gone = await post(school, cast.okafor, topic, "GONE")
    edited = await post(school, cast.okafor, topic, "BEFORE")
    school.do_jobs()
    await school.ask(cast.okafor, WITHDRAW_STORY, StoryRef(story_id=gone.id))
    await school.ask(cast.okafor, EDIT_STORY, EditStory(story_id=edited.id, body="AFTER", comments_open=True))
    wait(school, TO_FIVE)
    (mail,) = mailbox.to(cast.daniel.email)
    assert [word for word in ("GONE", "BEFORE", "AFTER") if word in body_of(mail)] == ["AFTER"]


async def test_a_withdrawn_story_alone_makes_no_email(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    gone = await post(school, cast.okafor, f"class:{cast.class_3b}")
    school.do_jobs()
    await school.ask(cast.okafor, WITHDRAW_STORY, StoryRef(story_id=gone.id))
    wait(school, TO_FIVE)
    assert (mailbox.mails, {state for state, _, _ in mail_states(school)}) == ([], {"dropped"})


async def test_what_was_read_in_the_app_needs_no_email(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    first = await post(school, cast.hart, class_4a(school))
    school.do_jobs()
    await school.ask(cast.nadia, SEE, Seen(path="/"))
    await school.ask(cast.katarzyna, SEE, Seen(path=f"/stories/{first.id + 1}"))
    await school.ask(cast.rahman, LIKE_STORY, LikeStory(story_id=first.id, on=True))
    wait(school, TO_FIVE)
    assert mailbox.recipients == [cast.katarzyna.email]


async def test_quiet_hours_hold_back_what_is_due_and_it_comes_in_one(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await choose(school, cast.daniel, kinds=ALL_AT_ONCE, quiet=Quiet(starts=9 * 60, ends=10 * 60))
    for _ in range(2):
        await post(school, cast.okafor, f"class:{cast.class_3b}")
    wait(school, HOUR - 1)
    assert mailbox.mails == []
    wait(school, 1)
    assert len(mailbox.to(cast.daniel.email)) == 1


async def test_quiet_hours_chosen_meanwhile_count(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await choose(school, cast.daniel, kinds=ALL_AT_ONCE)
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    school.do_jobs()
    await choose(school, cast.daniel, quiet=Quiet(starts=9 * 60, ends=10 * 60))
    wait(school)
    assert mailbox.mails == []
    wait(school, HOUR)
    assert len(mailbox.to(cast.daniel.email)) == 1


async def test_never_chosen_meanwhile_counts(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    school.do_jobs()
    await choose(school, cast.daniel, kinds={NoticeKind.STORY: How.NEVER})
    wait(school, TO_FIVE)
    assert mailbox.to(cast.daniel.email) == []


async def test_a_comment_is_for_whose_story_it_is_and_who_answered_before(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    for who in (cast.hart, cast.nadia, cast.katarzyna, cast.rahman):
        await choose(school, who, kinds={NoticeKind.STORY: How.NEVER, NoticeKind.COMMENT: How.AT_ONCE})
    story = await post(school, cast.hart, class_4a(school))
    await comment(school, cast.nadia, story)
    await comment(school, cast.katarzyna, story)
    wait(school)
    assert sorted(mailbox.recipients) == [cast.hart.email, cast.nadia.email]


async def test_what_is_due_together_is_one_email(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await choose(school, cast.daniel, kinds=ALL_AT_ONCE)
    for minutes in (0, 1, 0):
        school.clock.forward(minutes * MINUTE)
        await post(school, cast.okafor, f"class:{cast.class_3b}")
        school.do_jobs()
    assert mailbox.mails == []
    wait(school, MINUTE)
    (mail,) = mailbox.to(cast.daniel.email)
    assert mail["subject"] == "There are 3 new stories for you."
    wait(school, HOUR)
    assert len(mailbox.mails) == 1


async def test_a_scheduled_story_is_told_when_it_is_published(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await choose(school, cast.daniel, kinds=ALL_AT_ONCE)
    at = school.clock.now() + HOUR
    await post(school, cast.okafor, f"class:{cast.class_3b}", publish_at=at)
    wait(school, HOUR - 1)
    assert states(school, cast.daniel) == []
    wait(school, 1)
    wait(school)
    assert len(mailbox.to(cast.daniel.email)) == 1


async def test_the_same_thing_is_told_once_however_often_its_job_runs(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    story = await post(school, cast.okafor, f"class:{cast.class_3b}")
    school.do_jobs()
    count = sa.select(sa.func.count()).select_from(notices)
    before = school.context.db.read(lambda conn: conn.execute(count).scalar())
    args = {
        "kind": "story",
        "topic": story.topic,
        "ref": f'{{"story_id":{story.id}}}',
        "author_id": cast.okafor.id,
    }
    school.runner._together["spread_notice"]([args, args])
    assert school.context.db.read(lambda conn: conn.execute(count).scalar()) == before


async def test_who_is_a_parent_and_at_work_hears_of_it_once(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await post(school, cast.calloway, "school")
    wait(school, TO_FIVE)
    assert (states(school, cast.rahman), len(mailbox.to(cast.rahman.email))) == (["mailed"], 1)
