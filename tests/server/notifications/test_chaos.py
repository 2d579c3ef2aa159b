"""Mail servers that are slow, full, strict or gone, and workers that die: nothing is lost or told twice unknowingly."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from server.app import build
from server.core import mail as core_mail
from server.core.config import Settings
from server.core.db import Tx
from server.core.jobs import LEASE
from server.core.school_file import school_file
from server.school.viewing import viewer_of_person
from server.stories.actions import post_story
from tests.cast import add_cast
from tests.code import ROOT
from tests.databases import Databases
from tests.edges import DAY, HOUR, MINUTE, FixedClock
from tests.mailbox import Mailbox, make_certificate
from tests.school import School
from tests.server.notifications.doing import ALL_AT_ONCE, change_person, choose, mail_states, post, wait
from wire.base import Nothing, Refusal
from wire.notifications import (
    GET_BOUNCES,
    GET_NOTIFICATIONS,
    RETRY_BOUNCE,
    BounceRef,
    Bounces,
    BounceWhy,
    Notifications,
)
from wire.stories import NewStory

pytestmark = pytest.mark.sqlite


async def told(school: School) -> None:
    """Daniel is to hear of a story at once."""
    await choose(school, school.cast.daniel, kinds=ALL_AT_ONCE)
    await post(school, school.cast.okafor, f"class:{school.cast.class_3b}")
    school.do_jobs()


@pytest.mark.parametrize(
    ("command", "answer", "code"),
    [
        ("RCPT", "450 4.2.0 Greylisted, try again later", 450),
        ("RCPT", "421 4.3.2 Too busy", 421),
        ("DATA", "451 4.3.0 Local error", 451),
        ("MAIL", "451 4.3.0 Local error", 451),
        ("DATA", "closes", 0),
        ("RCPT", "closes", 0),
        ("MAIL", "550 5.7.1 We do not know you", 0),
    ],
    ids=str,
)
async def test_what_is_put_off_comes_later_and_once(
    school: School, mailbox: Mailbox, command: str, answer: str, code: int
) -> None:
    await told(school)
    mailbox.says(command, answer)
    wait(school)
    assert (mailbox.mails, mail_states(school)) == ([], [("waiting", 1, code)])
    wait(school, MINUTE)
    wait(school, DAY)
    assert ([m for m in mailbox.recipients if m == school.cast.daniel.email], mail_states(school)[0][0]) == (
        [school.cast.daniel.email],
        "sent",
    )


async def test_a_mail_server_that_hangs_is_left_alone_for_a_minute(
    school: School, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core_mail, "WAIT_SECONDS", 0.3)
    cast = school.cast
    for who in (cast.nadia, cast.katarzyna, cast.rahman):
        await choose(school, who, kinds=ALL_AT_ONCE)
    await post(school, cast.hart, f"class:{cast.class_4a}")
    school.do_jobs()
    mailbox.says("DATA", "hangs", times=2)
    wait(school)
    # Two workers at most were on their way to it: the test's own thread and the server's.
    assert (mailbox.mails, mailbox.connections in (1, 2)) == ([], True)
    wait(school, MINUTE)
    wait(school, HOUR)
    assert sorted(mailbox.recipients) == [cast.katarzyna.email, cast.nadia.email, cast.rahman.email]


async def test_a_mail_server_that_trickles_is_cut_off(
    school: School, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core_mail, "LONGEST_SECONDS", 0.3)
    await told(school)
    mailbox.says("DATA", "hangs")
    wait(school)
    assert mail_states(school) == [("waiting", 1, 0)]


async def test_a_mail_server_that_is_gone_costs_nothing(school: School, mailbox: Mailbox) -> None:
    await told(school)
    mailbox.stop()
    wait(school)
    assert mail_states(school) == [("waiting", 1, 0)]
    mailbox.start()
    wait(school, MINUTE)
    assert len(mailbox.mails) == 1


async def test_old_news_is_left_when_the_mail_server_stays_away(school: School, mailbox: Mailbox) -> None:
    await told(school)
    mailbox.stop()
    wait(school)
    for _ in range(60):
        wait(school, HOUR)
    assert mail_states(school)[0][0] == "dropped"


@pytest.mark.parametrize(
    ("command", "answer", "why"),
    [
        ("RCPT", "550 5.1.1 No such user", BounceWhy.UNKNOWN),
        ("RCPT", "552 5.2.2 Mailbox full", BounceWhy.FULL),
        ("RCPT", "554 5.7.1 Blocked", BounceWhy.REFUSED),
        ("DATA", "554 5.6.0 Not this", BounceWhy.REFUSED),
    ],
    ids=str,
)
async def test_what_came_back_is_shown_to_the_office_and_tried_no_more(
    school: School, mailbox: Mailbox, command: str, answer: str, why: BounceWhy
) -> None:
    cast = school.cast
    await told(school)
    mailbox.says(command, answer)
    wait(school)
    seen = await school.ask(cast.dunne, GET_BOUNCES, Nothing())
    assert isinstance(seen, Bounces)
    (bounce,) = seen.bounces
    assert (bounce.person_id, bounce.name, bounce.email, bounce.why) == (
        cast.daniel.id,
        "Daniel",
        cast.daniel.email,
        why,
    )
    mine = await school.ask(cast.daniel, GET_NOTIFICATIONS, Nothing())
    assert isinstance(mine, Notifications)
    assert mine.bounced
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    wait(school)
    assert mailbox.to(cast.daniel.email) == []


async def test_the_office_tries_again(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await told(school)
    mailbox.says("RCPT", "550 5.1.1 No such user")
    wait(school)
    seen = await school.ask(cast.dunne, GET_BOUNCES, Nothing())
    assert isinstance(seen, Bounces)
    ref = BounceRef(bounce_id=seen.bounces[0].id)
    left = await school.ask(cast.dunne, RETRY_BOUNCE, ref)
    assert isinstance(left, Bounces)
    assert left.bounces == ()
    school.do_jobs()
    assert len(mailbox.to(cast.daniel.email)) == 1
    again = await school.ask(cast.dunne, RETRY_BOUNCE, ref)
    assert again == Refusal("not_bounced")


async def test_another_address_is_written_to_again(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await told(school)
    mailbox.says("RCPT", "550 5.1.1 No such user")
    wait(school)
    change_person(school, cast.daniel, email="daniel@new.example")
    await post(school, cast.okafor, f"class:{cast.class_3b}")
    wait(school)
    assert mailbox.recipients == ["daniel@new.example"]
    seen = await school.ask(cast.dunne, GET_BOUNCES, Nothing())
    assert isinstance(seen, Bounces)
    assert seen.bounces == ()


async def test_an_address_put_off_for_a_day_counts_as_come_back(school: School, mailbox: Mailbox) -> None:
    await told(school)
    mailbox.says("RCPT", "450 4.2.0 Later", times=400)
    for _ in range(40):
        wait(school, HOUR)
    seen = await school.ask(school.cast.dunne, GET_BOUNCES, Nothing())
    assert isinstance(seen, Bounces)
    put_off = {one.person_id: (one.why, one.code) for one in seen.bounces}
    assert put_off[school.cast.daniel.id] == (BounceWhy.TOO_LATE, 450)


@pytest.mark.parametrize("email", ["danieł@home.example", "nobody", "x@", "@x", "a b@c.example", "a@b\nc"])
async def test_an_address_that_cannot_be_written_comes_back(
    school: School, mailbox: Mailbox, email: str
) -> None:
    cast = school.cast
    await told(school)
    change_person(school, cast.daniel, email=email)
    wait(school)
    assert mail_states(school) == [("bounced", 0, 553)]


WORKER = """
import sys
from pathlib import Path
from server.app import build
from server.core.config import Settings
from tests.edges import FixedClock
server = build(Settings(data=Path(sys.argv[1]), database=sys.argv[2]), clock=FixedClock(int(sys.argv[3])))
server.runner.run_due()
"""


@pytest.fixture
def prepared(
    databases: Databases, backend: str, tmp_path: Path, mailbox: Mailbox
) -> Iterator[tuple[str, FixedClock]]:
    """A school whose story for Daniel is due, and which nobody runs."""
    name, cast = databases.fresh(backend, add_cast)
    url, clock = databases.url(backend, name), FixedClock()
    server = build(Settings(data=tmp_path, database=url), clock=clock)

    def tell(tx: Tx) -> None:
        okafor = viewer_of_person(tx.conn, cast.okafor.id, tx.now)
        assert okafor is not None
        post_story(tx, okafor, NewStory(topic=f"class:{cast.class_3b}", body="We sowed beans."))

    server.context.db.write(tell)
    server.runner.run_due()
    server.context.db.close()
    clock.forward(8 * HOUR)
    yield url, clock
    databases.drop(backend, name)


def test_a_worker_killed_before_it_could_write_down_that_an_email_went_sends_the_same_one_again(
    prepared: tuple[str, FixedClock], tmp_path: Path, mailbox: Mailbox
) -> None:
    url, clock = prepared
    worker: list[subprocess.Popen[bytes]] = []
    mailbox.taken = lambda: os.kill(worker[0].pid, signal.SIGKILL)
    argv = [sys.executable, "-c", WORKER, str(tmp_path), url, str(clock.now())]
    worker.append(subprocess.Popen(argv, cwd=ROOT))
    assert worker[0].wait(60) == -signal.SIGKILL
    mailbox.taken = lambda: None
    clock.forward(LEASE + 1)
    server = build(Settings(data=tmp_path, database=url), clock=clock)
    server.runner.run_due()
    server.context.db.close()
    numbers = {address: [m["message-id"] for m in mailbox.to(address)] for address in set(mailbox.recipients)}
    twice = [ids for ids in numbers.values() if len(ids) > 1]
    # The one at which it died came twice, under one number, by which mail programs know it; the others came once.
    assert [len(set(ids)) for ids in numbers.values()] == [1] * len(numbers)
    assert [len(ids) for ids in twice] == [2]
    assert sorted(numbers) == ["daniel@home.example", "nadia@home.example"]


def test_an_encrypted_line_and_a_password(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    mailbox = Mailbox(cert=certificate, user="bookbag", password="Long-enough-9")
    mailbox.start()
    try:
        lines = f'user = "bookbag"\npassword = "Long-enough-9"\nca = "{tmp_path / "cert.pem"}"\n'
        (tmp_path / "school.toml").write_text(mailbox.settings(lines))
        settings = school_file(tmp_path).mail
        assert settings is not None
        postman = core_mail.Postman(settings, FixedClock())
        message = EmailMessage()
        message["Subject"] = "Hello"
        message.set_content("Hello.")
        postman.deliver(message, "nadia@home.example")
        assert mailbox.recipients == ["nadia@home.example"]
        assert "Long-enough-9" not in repr(settings)
    finally:
        mailbox.stop()


def test_a_certificate_of_somebody_else_is_not_trusted(tmp_path: Path) -> None:
    mailbox = Mailbox(cert=make_certificate(tmp_path))
    mailbox.start()
    try:
        (tmp_path / "school.toml").write_text(mailbox.settings("\n"))
        settings = school_file(tmp_path).mail
        assert settings is not None
        with pytest.raises(core_mail.NotNow):
            core_mail.Postman(settings, FixedClock()).deliver(EmailMessage(), "nadia@home.example")
        assert mailbox.mails == []
    finally:
        mailbox.stop()
