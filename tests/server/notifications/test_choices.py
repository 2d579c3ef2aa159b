"""What each person chooses, the way out in every e-mail, and settings that say what is wrong with them."""

from pathlib import Path
from typing import Any

import pytest

from server.core.school_file import school_file
from tests.mailbox import Mailbox
from tests.school import School
from tests.server.notifications.doing import ALL_AT_ONCE, TO_FIVE, change_person, choose, post, wait
from wire.base import Nothing, Refusal
from wire.notifications import (
    CHOOSE_NOTIFICATIONS,
    GET_NOTIFICATIONS,
    RETRY_BOUNCE,
    BounceRef,
    How,
    NoticeChoices,
    NoticeKind,
    Notifications,
    Quiet,
)

ONE_CLICK = "List-Unsubscribe=One-Click"


async def test_who_chose_nothing_has_sensible_choices(school: School) -> None:
    family = await school.ask(school.cast.nadia, GET_NOTIFICATIONS, Nothing())
    staff = await school.ask(school.cast.hart, GET_NOTIFICATIONS, Nothing())
    usual = {
        **dict.fromkeys(NoticeKind, How.DAILY),
        NoticeKind.MESSAGE: How.AT_ONCE,
        NoticeKind.REPORT: How.AT_ONCE,
        NoticeKind.FORM: How.AT_ONCE,
        NoticeKind.HANDED_BACK: How.AT_ONCE,
        NoticeKind.PASSED_ON: How.AT_ONCE,
    }
    assert isinstance(family, Notifications)
    assert isinstance(staff, Notifications)
    assert family.choices == NoticeChoices(emails=True, kinds=usual, words=False, quiet=None, digest_at=1020)
    assert staff.choices.kinds[NoticeKind.STORY] is How.NEVER
    assert (family.mail_on, family.email, family.bounced) == (True, school.cast.nadia.email, False)


async def test_what_was_chosen_stays_and_is_nobody_elses(school: School) -> None:
    cast = school.cast
    chosen = NoticeChoices(
        emails=True,
        kinds=dict.fromkeys(NoticeKind, How.NEVER),
        words=True,
        quiet=Quiet(starts=1200, ends=420),
        digest_at=0,
    )
    await school.ask(cast.nadia, CHOOSE_NOTIFICATIONS, chosen)
    mine = await school.ask(cast.nadia, GET_NOTIFICATIONS, Nothing())
    other = await school.ask(cast.katarzyna, GET_NOTIFICATIONS, Nothing())
    assert isinstance(mine, Notifications)
    assert isinstance(other, Notifications)
    assert (mine.choices, other.choices.words) == (chosen, False)


@pytest.mark.parametrize(
    "wrong",
    [{"digest_at": 1440}, {"kinds": {"rumour": "daily"}}, {"quiet": {"starts": -1, "ends": 3}}],
    ids=str,
)
async def test_choices_that_make_no_sense_are_malformed(school: School, wrong: dict[str, Any]) -> None:
    usual = {"emails": True, "kinds": {}, "words": False, "quiet": None, "digest_at": 1020}
    told = await school.send(school.cast.nadia, CHOOSE_NOTIFICATIONS, {**usual, **wrong})
    assert told.status_code == 422


async def test_no_emails_means_none(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await choose(school, cast.daniel, emails=False, kinds=ALL_AT_ONCE)
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    wait(school, TO_FIVE)
    assert mailbox.to(cast.daniel.email) == []


async def off_link(school: School, mailbox: Mailbox) -> str:
    """The way out in an e-mail of Daniel's."""
    cast = school.cast
    await choose(school, cast.daniel, kinds=ALL_AT_ONCE)
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    wait(school)
    (mail,) = mailbox.to(cast.daniel.email)
    link = str(mail["list-unsubscribe"])
    assert link.startswith("<https://bookbag.school.example/unsubscribe/")
    return link.removeprefix("<https://bookbag.school.example").removesuffix(">")


async def test_one_click_ends_all_emails_to_that_person_and_to_nobody_else(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    link = await off_link(school, mailbox)
    looked = await school.http.get(link)
    assert (looked.status_code, "<button" in looked.text) == (200, True)
    before = await school.ask(cast.daniel, GET_NOTIFICATIONS, Nothing())
    assert isinstance(before, Notifications)
    assert before.choices.emails
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for _ in range(2):
        assert (await school.http.post(link, content=ONE_CLICK, headers=headers)).status_code == 200
    after = await school.ask(cast.daniel, GET_NOTIFICATIONS, Nothing())
    other = await school.ask(cast.nadia, GET_NOTIFICATIONS, Nothing())
    assert isinstance(after, Notifications)
    assert isinstance(other, Notifications)
    assert (after.choices.emails, after.choices.kinds, other.choices.emails) == (False, ALL_AT_ONCE, True)
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    wait(school, TO_FIVE)
    assert len(mailbox.to(cast.daniel.email)) == 1


async def test_a_link_that_we_did_not_make_does_nothing(school: School, mailbox: Mailbox) -> None:
    link = await off_link(school, mailbox)
    head, _, mac = link.rpartition("-")
    other = head.rpartition("/")[0] + f"/{school.cast.nadia.id}"
    wrong = [f"{head}-{'0' * 32}", f"{other}-{mac}", "/unsubscribe/x", f"/unsubscribe/999999-{mac}"]
    assert [(await school.http.post(bad)).status_code for bad in wrong] == [404] * len(wrong)
    # Somebody else may have the old address by now.
    change_person(school, school.cast.daniel, email="daniel@new.example")
    assert (await school.http.post(link)).status_code == 404


async def test_only_what_came_back_is_tried_again(school: School) -> None:
    told = await school.ask(school.cast.dunne, RETRY_BOUNCE, BounceRef(bounce_id=999))
    assert told == Refusal("not_found")


MAIL = '[mail]\nhost = "mail.example"\nfrom = "office@school.example"\n'
SCHOOL = '[school]\naddress = "https://school.example"\n'


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("[mail", "it is not TOML."),
        (MAIL, "[mail] needs the address in [school] too."),
        (SCHOOL + '[mail]\nhost = "x"\n', "Object missing required field `from` - at `$.mail`."),
        (SCHOOL + MAIL.replace("office@school.example", "office"), '"from" in [mail] is no e-mail address.'),
        (SCHOOL + MAIL + 'tls = "maybe"\n', "Invalid enum value 'maybe' - at `$.mail.tls`."),
        (SCHOOL + MAIL + 'pasword = "secret-1"\n', "Object contains unknown field `pasword` - at `$.mail`."),
        (
            SCHOOL + MAIL + 'tls = "none"\nuser = "a"\npassword = "secret-1"\n',
            '[mail] would send its password unprotected (tls = "none").',
        ),
        (
            MAIL + '[school]\naddress = "school.example"\n',
            "the address in [school] must begin with https://.",
        ),
    ],
    ids=str,
)
def test_settings_that_cannot_be_used_say_why_and_never_the_password(
    tmp_path: Path, written: str, wrong: str
) -> None:
    (tmp_path / "school.toml").write_text(written)
    with pytest.raises(ValueError, match=r"cannot be used") as error:
        school_file(tmp_path)
    assert str(error.value) == f"{tmp_path / 'school.toml'} cannot be used: {wrong}"


def test_without_settings_no_email_is_sent(tmp_path: Path) -> None:
    assert (school_file(tmp_path).mail, school_file(tmp_path).address) == (None, "")


def test_all_tables_of_the_file_stand_beside_each_other(tmp_path: Path) -> None:
    staff = 'trusted_proxies = []\n[staff]\nnetworks = ["10.0.0.0/8"]\n'
    (tmp_path / "school.toml").write_text(staff + SCHOOL + MAIL)
    read = school_file(tmp_path)
    assert read.mail is not None
    assert (read.staff.networks, read.mail.host, read.address) == (
        ("10.0.0.0/8",),
        "mail.example",
        "https://school.example",
    )
