"""Everything that can be tapped has a name for people who do not see the screen."""

from collections.abc import Iterator

import flet as ft
import pytest
from flet.controls.base_control import BaseControl

from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.client.views.test_notifications import BOUNCE, MINE
from tests.screen import Screen, _acts, _names_of, _walk
from wire.accounts import LIST_DEVICES, Devices
from wire.media import Photo
from wire.notifications import GET_BOUNCES, GET_NOTIFICATIONS, Bounces
from wire.stories import GET_COMMENTS, GET_FEED, CommentPage, CommentState

PHOTOS = tuple(Photo(id=n, width=1600, height=1200, colour="#aabbcc") for n in range(1, 6))
ROUTES = ["/", "/stories/1", "/stories/1/edit", "/photos/story/1/1", "/photos/comment/1/1/0", "/new", "/more",
          "/more/language", "/more/devices", "/more/scheduled", "/more/notifications", "/more/bounces",
          "/nowhere"]  # fmt: skip


def nameless(screen: Screen) -> Iterator[BaseControl]:
    """What can be tapped and is called nothing, neither by itself nor by what it is merged into."""
    merged = {
        inner
        for outer in screen.all(ft.MergeSemantics)
        if _names_of(outer)
        for inner in map(id, _walk(outer))
    }
    for control in _walk(screen.page.views):
        menu = isinstance(control, ft.PopupMenuButton | ft.TextField | ft.Switch)
        if (_acts(control) or menu) and not _names_of(control) and id(control) not in merged:
            yield control


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("route", ROUTES)
async def test_every_button_of_a_teacher_has_a_name(
    show: Show, school: FakeSchool, route: str, width: int
) -> None:
    waiting = eg.comment(1, 1, photos=PHOTOS[:1], state=CommentState.WAITING)
    school.answers(GET_COMMENTS, CommentPage(comments=(waiting, eg.comment(2)), next=3), story_id=1)
    school.answers(GET_FEED, eg.page(eg.story(1, photos=PHOTOS)))
    school.answers(LIST_DEVICES, Devices(devices=()))
    school.answers(GET_NOTIFICATIONS, MINE)
    school.answers(GET_BOUNCES, Bounces(mail_on=True, bounces=(BOUNCE,), stuck=1))
    screen = await show(eg.teacher_snapshot(), route, width)
    await screen.settle(0.2)
    assert list(nameless(screen)) == []


async def test_an_icon_button_carries_its_name_on_the_icon(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/stories/1")
    await screen.until(lambda: screen.all(ft.TextField))
    for button in screen.all(ft.IconButton):
        assert isinstance(button.icon, ft.Icon)
        assert button.icon.semantics_label
        if button.icon.semantics_label == "Send":
            assert button.tooltip is None  # see client.ui.drafting.send_button
        else:
            assert isinstance(button.tooltip, ft.Tooltip)
            assert button.tooltip.exclude_from_semantics is True
