"""The feed as a parent and as a teacher have it before them."""

from collections.abc import Iterator

import flet as ft
import msgspec
import pytest

from client.core.account import Account
from client.ui import theme, tick
from client.ui.frame import offline_line
from tests.client import eg
from tests.client.edge import FakeDevice, FakeSchool
from tests.client.views.conftest import WIDE, Show
from tests.edges import MINUTE, FixedClock
from tests.screen import Screen, _names_of
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Refusal, TextState
from wire.media import Photo
from wire.school import Audience
from wire.stories import GET_FEED, LIKE_STORY, WITHDRAW_STORY, Likes, StoryKind

ENGLISH = eg.me(7, "en")


def _choices(screen: Screen, name: str) -> Iterator[ft.Semantics]:
    for one in screen.all(ft.Semantics):
        if one.checked is not None and name in _names_of(one):
            yield one


def chip(screen: Screen, name: str) -> ft.Container:
    """What is tapped to choose ``name``."""
    pill = next(_choices(screen, name)).content
    assert isinstance(pill, ft.Container)
    return pill


def is_chosen(screen: Screen, name: str) -> bool:
    """Whether it is chosen now."""
    return bool(next(_choices(screen, name)).checked)


def photos(count: int) -> tuple[Photo, ...]:
    return tuple(Photo(id=n, width=1600, height=1200, colour="#aabbcc") for n in range(1, count + 1))


def pictures(screen: Screen) -> list[str]:
    """The addresses of the pictures on the screen."""
    return [str(one.image.src) for one in screen.all(ft.Container) if one.image]


async def test_each_kind_of_story_says_what_it_is(show: Show) -> None:
    school_story = eg.story(1, kind=StoryKind.SCHOOL, topic="school", place="")
    portfolio = eg.story(2, kind=StoryKind.PORTFOLIO, topic="pupil:1", place="Zoya Malik")
    year = eg.story(3, topic="year:4", place="")
    screen = await show(eg.snapshot(year, portfolio, school_story, eg.story(4), me=ENGLISH))
    for words in ("Whole school", "Portfolio of Zoya Malik", "Year 4", "Class 4A"):
        assert screen.sees(words)


async def test_one_tap_shows_one_child_and_another_tap_all(show: Show) -> None:
    mine = eg.story(1, text=eg.text("For Zoya"), topic="class:4")
    other = eg.story(2, text=eg.text("For Ilyas", text_id=2), topic="class:3", place="3B")
    screen = await show(eg.snapshot(other, mine, me=ENGLISH))
    assert (screen.sees("For Zoya"), screen.sees("For Ilyas")) == (True, True)
    await screen.tap(chip(screen, "Ilyas Malik"))
    assert (screen.sees("For Zoya"), is_chosen(screen, "Ilyas Malik")) == (False, True)
    await screen.tap(chip(screen, "All children"))
    assert (screen.sees("For Zoya"), screen.sees("For Ilyas")) == (True, True)


async def test_with_one_child_there_is_nothing_to_switch(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1), children=(eg.ZOYA,), me=ENGLISH))
    assert [one for one in screen.all(ft.Semantics) if one.checked is not None] == []


async def test_the_original_is_one_tap_away_and_so_is_the_way_back(show: Show) -> None:
    translated = eg.text(
        "We planted beans.", state=TextState.DONE, shown="ہم نے پھلیاں لگائیں۔", engine="phrasebook"
    )
    screen = await show(eg.snapshot(eg.story(1, text=translated), me=msgspec.structs.replace(eg.me(7, "ur"))))
    button = screen.all(ft.TextButton)[0]
    assert screen.sees("ہم نے پھلیاں لگائیں۔")
    await screen.tap(button)
    assert screen.sees("\u2066We planted beans.\u2069")
    await screen.tap(screen.all(ft.TextButton)[0])
    assert screen.sees("ہم نے پھلیاں لگائیں۔")


@pytest.mark.parametrize("state", [TextState.PENDING, TextState.NONE])
async def test_without_a_translation_one_honest_line_and_nothing_to_tap(show: Show, state: TextState) -> None:
    words = eg.text("Bonjour", lang="fr", state=state)
    screen = await show(eg.snapshot(eg.story(1, text=words), me=ENGLISH))
    line = {
        TextState.PENDING: "Being translated from French",
        TextState.NONE: "There is no translation from French yet",
    }
    assert (screen.sees("Bonjour"), screen.sees(line[state])) == (True, True)
    assert len(screen.all(ft.TextButton)) == 2


@pytest.mark.parametrize(
    ("count", "addresses", "more"),
    [(0, 0, []), (1, 1, []), (2, 2, []), (3, 3, []), (4, 4, []), (7, 4, ["+3"])],
)
async def test_pictures_stand_as_they_fit(show: Show, count: int, addresses: int, more: list[str]) -> None:
    screen = await show(eg.snapshot(eg.story(1, photos=photos(count)), me=ENGLISH))
    assert len(pictures(screen)) == addresses
    assert [word for word in screen.words() if word.startswith("+")] == more


async def test_one_picture_comes_in_a_size_that_fits_and_four_in_the_smallest(show: Show) -> None:
    one = await show(eg.snapshot(eg.story(1, photos=photos(1)), me=ENGLISH))
    four = await show(eg.snapshot(eg.story(1, photos=photos(4)), me=ENGLISH))
    assert pictures(one) == ["/media/1/400.webp"]
    assert set(pictures(four)) == {f"/media/{n}/400.webp" for n in (1, 2, 3, 4)}


async def test_a_like_goes_out_and_comes_back(show: Show, school: FakeSchool) -> None:
    school.answers(LIKE_STORY, Likes(story_id=1, likes=1, liked=True), story_id=1)
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    await screen.tap(screen.all(ft.TextButton)[0])
    await screen.until(lambda: "/v1/stories/1/like" in school.paths())
    school.tell(101, events.StoryLiked(story_id=1, likes=1))
    school.tell(102, events.MyLike(story_id=1, liked=True))
    await screen.until(lambda: screen.sees("1 like"))
    assert school.heard[-1].json == {"on": True}


async def test_a_like_shows_at_once_and_once_while_it_waits(show: Show, school: FakeSchool) -> None:
    school.answers(LIKE_STORY, Likes(story_id=1, likes=3, liked=True), story_id=1)
    screen = await show(eg.snapshot(eg.story(1, likes=2), me=ENGLISH))
    school.go_down()
    await screen.tap("2 likes")
    await screen.until(lambda: screen.sees("3 likes") and screen.named("Take my like back"))
    await screen.tap("3 likes")
    await screen.until(lambda: screen.sees("2 likes") and screen.named("Like"))


async def test_a_change_that_waits_is_said_on_its_story(show: Show, school: FakeSchool) -> None:
    said = "Your change is on its way. It goes out when there is a connection."
    school.answers(GET_FEED, eg.page(eg.story(1), eg.story(2, text=eg.text("Other", text_id=2))))
    school.answers(KEEP_DRAFT, eg.draft("edit:1", ""))
    screen = await show(eg.teacher_snapshot(eg.story(1)), "/stories/1/edit")
    await screen.until(lambda: screen.sees("Save"))
    school.go_down()
    await screen.type("What happened?", "We planted peas today.")
    await screen.tap("Save")
    await screen.until(lambda: screen.words().count(said) == 1)
    await screen.go("/stories/1")
    await screen.until(lambda: screen.words().count(said) == 2)
    await screen.go("/stories/1/edit")
    assert screen.one(ft.TextField, label="What happened?").value == "We planted peas today."


async def test_a_new_story_is_put_in_at_once_at_the_top(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    school.tell(101, events.StoryPosted(eg.story(2, text=eg.text("Fresh", text_id=2))))
    await screen.until(lambda: screen.sees("Fresh"))


async def test_while_reading_further_down_new_stories_wait_behind_a_button(
    show: Show, school: FakeSchool
) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    await _scroll(screen, 400)
    school.tell(101, events.StoryPosted(eg.story(2, text=eg.text("Fresh", text_id=2))))
    school.tell(102, events.StoryPosted(eg.story(3, text=eg.text("Fresher", text_id=3))))
    await screen.until(lambda: screen.sees("2 new stories"))
    assert (screen.sees("Fresh"), screen.sees("Fresher")) == (False, False)
    await screen.tap("2 new stories")
    assert (screen.sees("Fresh"), screen.sees("Fresher"), screen.sees("2 new stories")) == (True, True, False)


async def test_near_the_end_the_next_page_comes(show: Show, school: FakeSchool) -> None:
    school.answers(GET_FEED, eg.page(eg.story(1, text=eg.text("Old"))))
    screen = await show(eg.snapshot(eg.story(2), me=ENGLISH, feed=eg.page(eg.story(2), more_from=20)))
    await _scroll(screen, 3000, end=3100)
    await screen.until(lambda: screen.sees("Old"))
    assert school.paths("GET").count("/v1/stories") == 1


async def test_nothing_yet_says_what_will_come(show: Show) -> None:
    screen = await show(eg.snapshot(me=ENGLISH))
    assert (
        screen.sees("No stories yet"),
        screen.sees("Here you will see what your children do at school."),
    ) == (True, True)
    await screen.tap(chip(screen, "Zoya Malik"))
    await screen.until(lambda: screen.sees("Here you will see what Zoya Malik does at school."))


async def test_a_list_that_fails_offers_another_try(show: Show, school: FakeSchool) -> None:
    school.answers(GET_FEED, Refusal("busy"))
    screen = await show(eg.snapshot(me=ENGLISH))
    await screen.tap("Look for new stories")
    await screen.until(lambda: screen.sees("The stories could not be loaded"))
    school.answers(GET_FEED, eg.page(eg.story(1, text=eg.text("Here again"))))
    await screen.tap("Try again")
    await screen.until(lambda: screen.sees("Here again"))


async def test_another_try_works_at_the_end_of_the_list_too(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    school.answers(GET_FEED, Refusal("busy"))
    await screen.tap("Look for new stories")
    await screen.until(lambda: screen.sees("The stories could not be loaded"))
    school.answers(GET_FEED, eg.page(eg.story(1, text=eg.text("Here again"))))
    await screen.tap("Try again")
    await screen.until(lambda: screen.sees("Here again"))


async def test_what_failed_without_a_line_comes_by_itself_with_it(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    school.go_down()
    await screen.tap("Look for new stories")
    await screen.until(lambda: screen.sees("The stories could not be loaded"))
    school.answers(GET_FEED, eg.page(eg.story(1, text=eg.text("Here again"))))
    school.up = True
    await screen.until(lambda: screen.sees("Here again"), 10)


async def test_how_old_things_are_ages_while_there_is_no_line(
    school: FakeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tick, "EVERY_SECONDS", 0.01)
    clock = FixedClock()
    account = Account(FakeDevice(school, None), clock=clock)
    account.link.lost(clock.now())
    screen = await Screen().draw(offline_line, account, account.link)
    assert any("just now" in word for word in screen.words())
    clock.forward(5 * MINUTE)
    await screen.until(lambda: any("5 minutes ago" in word for word in screen.words()))
    await screen.close()


async def test_new_stories_of_one_child_are_not_held_back_by_reading_about_another(
    show: Show, school: FakeSchool
) -> None:
    zoyas = eg.story(1, text=eg.text("For Zoya"))
    fresh = eg.story(2, text=eg.text("For Ilyas", text_id=2), topic="class:3", place="3B")
    school.answers(GET_FEED, eg.page(zoyas))
    screen = await show(eg.snapshot(fresh, zoyas, me=ENGLISH))
    await screen.tap(chip(screen, "Zoya Malik"))
    await screen.until(lambda: screen.sees("For Zoya") and not screen.sees("For Ilyas"))
    await _scroll(screen, 120)
    school.answers(GET_FEED, eg.page(fresh))
    await screen.tap(chip(screen, "Ilyas Malik"))
    await screen.until(lambda: screen.sees("For Ilyas"))
    assert screen.sees("1 new story") is False


async def test_a_lost_line_is_said_quietly_and_the_stories_stay(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    school.go_down()
    await screen.until(lambda: any(word.startswith("No connection.") for word in screen.words()), 5)
    assert screen.sees("We planted beans today.")


async def test_only_who_may_change_a_story_has_its_menu(show: Show, school: FakeSchool) -> None:
    parent = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    own, of_a_colleague = eg.story(1), eg.story(2, author=msgspec.structs.replace(eg.HART, id=99))
    school.answers(GET_FEED, eg.page(of_a_colleague, own))
    teacher = await show(eg.teacher_snapshot())
    assert (len(parent.all(ft.PopupMenuButton)), len(teacher.all(ft.PopupMenuButton))) == (0, 1)


async def test_who_leads_a_class_has_the_menu_of_what_others_posted_there(
    show: Show, school: FakeSchool
) -> None:
    colleague = msgspec.structs.replace(eg.HART, id=99)
    there, elsewhere = eg.story(1, author=colleague), eg.story(2, author=colleague, topic="class:3")
    school.answers(GET_FEED, eg.page(elsewhere, there))
    mine = (Audience(topic="class:4", name="4A", leads=True), Audience(topic="class:3", name="3B"))
    screen = await show(eg.teacher_snapshot(audiences=mine))
    assert len(screen.all(ft.PopupMenuButton)) == 1


async def test_taking_a_story_back_asks_first(show: Show, school: FakeSchool) -> None:
    school.answers(WITHDRAW_STORY, eg.story(1), story_id=1)
    school.answers(GET_FEED, eg.page(eg.story(1)))
    screen = await show(eg.teacher_snapshot())
    await screen.fire(screen.all(ft.PopupMenuItem)[1], "click")
    dialog = screen.page._dialogs.controls[-1]
    assert isinstance(dialog, ft.AlertDialog)
    assert school.paths() == []
    await screen.fire(dialog.actions[1], "click")
    await screen.until(lambda: school.paths() == ["/v1/stories/1/withdraw"])


async def test_a_wide_window_opens_the_newest_story_beside_the_list(show: Show) -> None:
    screen = await show(
        eg.snapshot(eg.story(2, text=eg.text("Newest", text_id=2)), eg.story(1), me=ENGLISH), width=WIDE
    )
    assert len(screen.all(ft.NavigationRail)) == 1
    assert screen.words().count("Newest") == 2
    assert screen.all(ft.NavigationBar) == []


async def test_a_narrow_window_has_its_places_at_the_bottom(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    assert (len(screen.all(ft.NavigationBar)), len(screen.all(ft.NavigationRail))) == (1, 0)


async def test_a_window_that_is_made_wider_changes_at_once(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    await screen.fire(screen.page, "resize", {"width": WIDE, "height": 800})
    assert (len(screen.all(ft.NavigationBar)), len(screen.all(ft.NavigationRail))) == (0, 1)


async def test_an_urdu_reader_has_a_mirrored_page_with_larger_letters(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1)))
    assert screen.page.rtl is True
    assert screen.page.theme is not None
    body = screen.page.theme.text_theme.body_large
    assert (body.size, body.height) == (theme.body_size("ur"), 1.6)


async def _scroll(screen: Screen, pixels: float, end: float = 4000) -> None:
    listing = next(one for one in screen.all(ft.ListView) if one.on_scroll)
    await screen.fire(
        listing,
        "scroll",
        {"event_type": "update", "pixels": pixels, "min_scroll_extent": 0, "max_scroll_extent": end,
         "viewport_dimension": 800},
    )  # fmt: skip
