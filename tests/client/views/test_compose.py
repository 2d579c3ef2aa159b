"""Writing a story, as a teacher has it before her."""

from datetime import UTC, date, datetime, time

import flet as ft
import msgspec
import pytest

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.photos import Picked
from client.photos.picking import PickedPhotos
from client.stories.comments import CommentField
from client.stories.compose import MissingNote
from client.ui.moments import local, moment, picked_day
from tests.client import eg
from tests.client.conftest import Open
from tests.client.edge import FakeDevice, FakeSchool
from tests.client.views.conftest import Show
from tests.client.views.test_feed import chip
from tests.screen import Screen
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Refusal, TextState
from wire.guidance import CHECK_WORDS, Guidance
from wire.media import Photo
from wire.school import GET_REACH, Audience, Reach
from wire.stories import (
    EDIT_STORY,
    GET_FEED,
    GET_SCHEDULED,
    GET_STORY,
    POST_COMMENT,
    POST_STORY,
    Scheduled,
    StoryState,
    StoryView,
)

PHOTO = Photo(id=5, width=9, height=9, colour="#aabbcc")
NEXT_CENTURY = 4_102_444_800_000

ALL = (
    Audience(topic="school", name=""),
    Audience(topic="year:4", name=""),
    Audience(topic="class:4", name="4A"),
    Audience(topic="class:3", name="3B"),
    Audience(topic="pupil:1", name="Zoya Malik", class_name="4A"),
)


@pytest.fixture(autouse=True)
def drafts(school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("story", ""))


async def test_the_composer_says_whom_a_story_reaches(show: Show, school: FakeSchool) -> None:
    languages = (("ur", 9), ("en", 8), ("pl", 7))
    school.answers(GET_REACH, Reach(families=24, languages=languages, not_on_app=("Sam Reed", "Ali Khan")))
    screen = await show(eg.teacher_snapshot(), "/new")
    await screen.until(lambda: screen.sees("Reaches 24 families in 3 languages"))
    assert screen.sees("Urdu 9, English 8 and Polish 7")
    assert screen.sees("Not on the app yet: the families of Sam Reed and Ali Khan.")


async def test_another_audience_is_measured_anew(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.teacher_snapshot(audiences=ALL), "/new")
    await screen.tap(chip(screen, "Whole school"))
    await screen.until(lambda: len([heard for heard in school.heard if heard.path == "/v1/reach"]) == 2)
    asked = [heard.query["topic"] for heard in school.heard if heard.path == "/v1/reach"]
    assert asked == ["class:4", "school"]


async def test_only_the_audiences_that_one_may_post_to_are_offered(show: Show) -> None:
    teacher = await show(eg.teacher_snapshot(), "/new")
    head = await show(eg.teacher_snapshot(audiences=ALL), "/new")
    kinds = ("Whole school", "A year", "A class", "One child")
    assert [kind for kind in kinds if teacher.sees(kind)] == ["A class"]
    assert [kind for kind in kinds if head.sees(kind)] == list(kinds)


async def test_which_one_is_chosen_from_a_list(show: Show) -> None:
    screen = await show(eg.teacher_snapshot(audiences=ALL), "/new")
    assert [item.content for item in screen.one(ft.PopupMenuButton).items] == ["4A", "3B"]
    await screen.tap(chip(screen, "One child"))
    assert [item.content for item in screen.one(ft.PopupMenuButton).items] == ["Zoya Malik, 4A"]


async def test_a_story_is_posted_once_with_what_was_chosen(show: Show, school: FakeSchool) -> None:
    school.answers(POST_STORY, eg.story(9))
    screen = await show(eg.teacher_snapshot(), "/new")
    await screen.type("What happened?", "We planted beans.")
    await screen.fire(screen.one(ft.Switch), "change") if screen.one(ft.Switch).value is False else None
    await screen.tap("Post")
    await screen.until(lambda: "/v1/stories" in school.paths())
    sent = next(heard.json for heard in school.done if heard.path == "/v1/stories")
    assert (sent["topic"], sent["body"], sent["comments_open"], sent["publish_at"]) == (
        "class:4",
        "We planted beans.",
        True,
        None,
    )
    assert screen.page.route == "/"


async def test_the_form_closes_after_posting_even_if_the_browser_never_hears_of_it(
    show: Show, school: FakeSchool
) -> None:
    school.answers(POST_STORY, eg.story(9))
    screen = await show(eg.teacher_snapshot(), "/new")
    screen.wire.lost.add("push_route")
    await screen.type("What happened?", "We planted beans.")
    await screen.tap("Post")
    await screen.until(lambda: not screen.sees("What happened?"))
    assert "/v1/stories" in school.paths()


async def test_back_and_forward_in_the_browser_lead_to_the_form_and_away(show: Show) -> None:
    screen = await show(eg.teacher_snapshot(), "/new")
    await screen.go("/")
    assert not screen.sees("What happened?")
    await screen.go("/new")
    assert screen.sees("What happened?")


async def test_nothing_to_send_is_said_and_nothing_goes(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.teacher_snapshot(), "/new")
    await screen.tap("Post")
    assert screen.sees("Please write something or add a photo first.")
    assert "/v1/stories" not in school.paths()


async def test_the_composer_says_which_photos_are_not_appropriate(show: Show) -> None:
    screen = await show(eg.teacher_snapshot(), "/new")
    assert screen.sees("Please do not post photos of a child who is upset or hurt.")


async def test_a_later_story_says_when(show: Show, school: FakeSchool) -> None:
    school.answers(POST_STORY, eg.story(9))
    screen = await show(eg.teacher_snapshot(), "/new")
    await screen.type("What happened?", "Later.")
    await screen.tap(chip(screen, "Later"))
    assert screen.sees("08:30")
    await screen.tap("Schedule")
    await screen.until(lambda: "/v1/stories" in school.paths())
    sent = next(heard.json for heard in school.done if heard.path == "/v1/stories")
    assert local(sent["publish_at"], "Europe/London").time() == time(8, 30)


async def test_an_edit_starts_from_the_original_and_not_from_its_translation(
    show: Show, school: FakeSchool
) -> None:
    words = eg.text("Written so.", state=TextState.DONE, shown="Shown so.", engine="phrasebook", lang="pl")
    school.answers(GET_FEED, eg.page(eg.story(1, text=words)))
    school.answers(EDIT_STORY, eg.story(1), story_id=1)
    screen = await show(eg.teacher_snapshot(), "/stories/1/edit")
    await screen.until(lambda: screen.all(ft.TextField))
    assert screen.all(ft.TextField)[-1].value == "Written so."
    await screen.type("What happened?", "Written better.")
    await screen.tap("Save")
    await screen.until(lambda: "/v1/stories/1/edit" in school.paths())
    sent = next(heard.json for heard in school.done if heard.path == "/v1/stories/1/edit")
    assert (sent["body"], sent["comments_open"]) == ("Written better.", True)


async def test_a_field_that_was_emptied_stays_empty_whatever_else_is_tapped(
    show: Show, school: FakeSchool
) -> None:
    pictured = eg.story(1, photos=(PHOTO,))
    school.answers(GET_FEED, eg.page(pictured))
    school.answers(EDIT_STORY, pictured, story_id=1)
    screen = await show(eg.teacher_snapshot(pictured), "/stories/1/edit")
    await screen.type("What happened?", "")
    switch = screen.one(ft.Switch)
    screen.session.apply_patch(switch._i, {"value": False})
    await screen.fire(switch, "change", False)
    assert screen.one(ft.TextField, label="What happened?").value == ""
    await screen.tap("Save")
    await screen.until(lambda: "/v1/stories/1/edit" in school.paths())
    sent = next(heard.json for heard in school.done if heard.path == "/v1/stories/1/edit")
    assert (sent["body"], sent["comments_open"]) == ("", False)


async def test_the_form_opens_with_the_words_as_they_are_now(show: Show, school: FakeSchool) -> None:
    school.answers(GET_FEED, eg.page(eg.story(1)))
    screen = await show(eg.teacher_snapshot(eg.story(1)), "/stories/1/edit")
    assert screen.one(ft.TextField, label="What happened?").value == "We planted beans today."
    await screen.go("/")
    newer = eg.text("We planted peas today.", text_id=9)
    school.tell(101, events.StoryChanged(eg.story(1, text=newer, edited_at=5)))
    await screen.until(lambda: screen.sees("We planted peas today."))
    await screen.go("/stories/1/edit")
    assert screen.one(ft.TextField, label="What happened?").value == "We planted peas today."


async def test_the_words_in_the_form_stay_when_all_is_fetched_afresh(show: Show, school: FakeSchool) -> None:
    school.answers(GET_FEED, eg.page(eg.story(1)))
    screen = await show(eg.teacher_snapshot(eg.story(1)), "/stories/1/edit")
    await screen.until(lambda: screen.all(ft.TextField))
    asked = school.paths("GET").count("/v1/snapshot")
    school.snapshot(eg.teacher_snapshot(eg.story(1), cursor=300))
    school.tell(0, events.StartOver())
    await screen.until(lambda: school.paths("GET").count("/v1/snapshot") > asked)
    await screen.settle()
    assert screen.one(ft.TextField, label="What happened?").value == "We planted beans today."


async def test_a_waiting_story_can_go_out_now(show: Show, school: FakeSchool) -> None:
    waiting = eg.story(1, state=StoryState.SCHEDULED, pos=0, publish_at=NEXT_CENTURY)
    school.answers(GET_STORY, StoryView(story=waiting, liked=False), story_id=1)
    school.answers(EDIT_STORY, eg.story(1), story_id=1)
    screen = await show(eg.teacher_snapshot(), "/stories/1/edit")
    await screen.until(lambda: screen.sees("Save"))
    await screen.tap(chip(screen, "Now"))
    await screen.tap("Post")
    await screen.until(lambda: "/v1/stories/1/edit" in school.paths())
    sent = next(heard.json for heard in school.done if heard.path == "/v1/stories/1/edit")
    assert (sent["publish_at"], sent["now"]) == (None, True)


async def test_without_a_connection_the_reach_is_not_known_and_said_so(
    show: Show, school: FakeSchool
) -> None:
    school.answers(GET_REACH, Refusal("busy"))
    screen = await show(eg.teacher_snapshot(), "/new")
    await screen.until(
        lambda: screen.sees("How many families this reaches is not known without a connection.")
    )


def test_the_school_s_clock_decides_and_not_the_device_s() -> None:
    at = moment(date(2026, 7, 1), time(8, 30), "Europe/London")
    assert datetime.fromtimestamp(at / 1000, UTC) == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
    assert local(at, "Europe/London").time() == time(8, 30)


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        (datetime(2026, 11, 26), date(2026, 11, 26)),  # noqa: DTZ001 a desktop sends it so
        (datetime(2026, 11, 26, 0, tzinfo=UTC), date(2026, 11, 26)),
        (datetime(2026, 11, 25, 19, tzinfo=UTC), date(2026, 11, 26)),
        (datetime(2026, 11, 26, 5, tzinfo=UTC), date(2026, 11, 26)),
        (date(2026, 11, 26), date(2026, 11, 26)),
    ],
)
def test_the_day_that_was_tapped_is_the_day_wherever_the_browser_is(sent: datetime | date, day: date) -> None:
    assert picked_day(sent) == day


async def test_letters_that_the_draft_has_not_heard_of_yet_stay_when_the_form_is_drawn_anew(
    show: Show,
) -> None:
    screen = await show(eg.teacher_snapshot(), "/new")
    await screen.type("What happened?", "H")
    field = screen.one(ft.TextField, label="What happened?")
    screen.session.apply_patch(field._i, {"value": "Hello"})
    sent = len(screen.wire.sent)
    await screen.tap(chip(screen, "Later"))
    assert screen.one(ft.TextField, label="What happened?").value == "Hello"
    assert "'value', 'H'" not in str(screen.wire.sent[sent:])


def test_words_that_a_form_began_with_are_no_draft() -> None:
    drafts = DraftStore()
    drafts.begin("edit:1", "As it was")
    for typed, draft in (("As it was.", "As it was."), ("As it was", ""), ("", "")):
        drafts.type("edit:1", typed)
        assert (drafts.body("edit:1"), drafts.draft("edit:1")) == (typed, draft)
    drafts.begin("edit:1", "As it is")
    assert drafts.body("edit:1") == "As it is"


def test_only_the_field_whose_words_came_from_elsewhere_changes() -> None:
    drafts = DraftStore()
    drafts.type("story", "Beans")
    drafts.type("comment:1", "Thanks")
    drafts.take("comment:1")
    assert (drafts.revision_of("story"), drafts.revision_of("comment:1")) == (0, 1)


async def test_a_photo_on_its_way_is_waited_for_and_the_sentence_goes_when_it_is_here(
    school: FakeSchool,
) -> None:
    account = Account(FakeDevice(school, None))
    account.drafts.type("story", "Beans")
    photo = Picked(key="k", name="a.jpg", data=b"x")
    account.photos.put("story", photo)
    screen = await Screen().draw(MissingNote, account, account.photos, None, 1)
    waits = "A photo is still on its way. Please wait a moment."
    before = screen.sees(waits)
    account.photos.put("story", msgspec.structs.replace(photo, state="waiting"))
    await screen.settle()
    assert (before, screen.sees(waits)) == (True, False)
    await screen.close()


async def test_a_comment_waits_for_its_photo_too(open_app: Open, edge: FakeSchool) -> None:
    edge.answers(POST_COMMENT, eg.comment(), story_id=1)
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    edge.answers(CHECK_WORDS, Guidance())
    account = await open_app()
    account.speak("en")
    account.type("comment:1", "Look")
    photo = Picked(key="k", name="a.jpg")
    account.photos.put("comment:1", photo)
    screen = await Screen().draw(CommentField, account, account.drafts, account.photos, eg.story(1))
    await screen.tap("Send")
    waits = "A photo is still on its way. Please wait a moment."
    before = screen.sees(waits), [path for path in edge.paths() if path.endswith("/comments")]
    account.photos.put("comment:1", msgspec.structs.replace(photo, state="ready", photo=PHOTO))
    await screen.settle()
    assert (before, screen.sees(waits)) == ((True, []), False)
    await screen.tap("Send")
    await screen.until(lambda: "/v1/stories/1/comments" in edge.paths())
    assert next(heard.json for heard in edge.done if heard.path == "/v1/stories/1/comments")["photos"] == [5]
    await screen.close()


async def test_a_photo_s_way_can_be_heard(school: FakeSchool) -> None:
    account = Account(FakeDevice(school, None))
    account.photos.put("story", Picked(key="k", name="a.jpg", sent=0.415))
    screen = await Screen().draw(PickedPhotos, account, account.photos, "story")
    assert [one.label for one in screen.all(ft.Semantics)] == ["Photo 1 is on its way: 41 of 100."]
    await screen.close()


async def test_the_form_for_an_older_story_stays_when_all_is_fetched_afresh(
    show: Show, school: FakeSchool
) -> None:
    school.answers(GET_STORY, StoryView(story=eg.story(30), liked=False), story_id=30)
    screen = await show(eg.teacher_snapshot(), "/stories/30/edit")
    await screen.until(lambda: screen.all(ft.TextField))
    asked = school.paths("GET").count("/v1/stories/30")
    school.snapshot(eg.teacher_snapshot(cursor=300))
    school.tell(0, events.StartOver())
    await screen.until(lambda: school.paths("GET").count("/v1/stories/30") > asked)
    await screen.until(lambda: screen.all(ft.TextField))


async def test_the_waiting_stories_stand_there_again_when_all_is_fetched_afresh(
    show: Show, school: FakeSchool
) -> None:
    waiting = eg.story(9, state=StoryState.SCHEDULED, pos=0, publish_at=NEXT_CENTURY)
    school.answers(GET_SCHEDULED, Scheduled(stories=(waiting,)))
    screen = await show(eg.teacher_snapshot(), "/more/scheduled")
    await screen.until(lambda: screen.sees("We planted beans today."))
    school.snapshot(eg.teacher_snapshot(cursor=300))
    school.tell(0, events.StartOver())
    await screen.until(lambda: school.paths("GET").count("/v1/stories/scheduled") == 2)
    await screen.until(lambda: screen.sees("We planted beans today."))
