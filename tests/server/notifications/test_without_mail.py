"""A school that sends no e-mails: nothing piles up, and the app says so."""

import pytest

from tests.school import School
from tests.server.notifications.doing import TO_FIVE, comment, mail_states, post, states, wait
from wire.base import Nothing
from wire.notifications import GET_NOTIFICATIONS, Notifications


@pytest.fixture
def mailbox() -> None:
    """None: the school has no settings."""


async def test_nothing_is_kept_for_emails_that_nobody_sends(school: School) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}")
    await comment(school, cast.nadia, story)
    wait(school, TO_FIVE)
    assert (states(school, cast.nadia), states(school, cast.hart), mail_states(school)) == ([], ["told"], [])
    mine = await school.ask(cast.nadia, GET_NOTIFICATIONS, Nothing())
    assert isinstance(mine, Notifications)
    assert not mine.mail_on
