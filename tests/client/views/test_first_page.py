"""The first page, and the one called More."""

import flet as ft
import msgspec
import pytest

from client.accounts.views import device_name
from client.core.words import Words
from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import Show
from tests.client.views.test_feed import chip, is_chosen
from wire.accounts import (
    CHOOSE,
    DEMO_SIGN_IN,
    LIST_DEVICES,
    SIGN_IN,
    SIGN_OUT,
    SIGN_OUT_DEVICE,
    Device,
    Devices,
    Preferences,
    SignedIn,
)
from wire.base import Nothing, Refusal, Role
from wire.languages import LANGUAGES
from wire.school import GET_SCHOOL, DemoCard, School

CARDS = (
    DemoCard(
        person_id=7,
        name="Nadia Malik",
        role=Role.PARENT,
        lang="ur",
        children=("Zoya Malik · 4A", "Ilyas Malik · 3B"),
    ),
    DemoCard(person_id=20, name="Eleanor Hart", role=Role.TEACHER, lang="en", children=("4A",)),
)
DEMO: School = msgspec.structs.replace(eg.SCHOOL, demo=CARDS)


async def test_one_tap_on_a_card_is_enough(show: Show, school: FakeSchool) -> None:
    school.answers(GET_SCHOOL, DEMO)
    school.answers(DEMO_SIGN_IN, SignedIn(token=school.token, person_id=7))
    school.snapshot(eg.snapshot(eg.story(1), me=eg.me(7, "en")))
    screen = await show(None)
    assert screen.sees("Zoya\u00a0Malik\u00a0·\u00a04A and Ilyas\u00a0Malik\u00a0·\u00a03B")
    await screen.tap("Nadia Malik")
    await screen.until(lambda: screen.sees("We planted beans today."))
    asked = next(heard.json for heard in school.heard if heard.path == "/v1/demo-sign-in")
    assert asked == {"person_id": 7, "device": "Test"}


async def test_a_real_school_shows_no_cards(show: Show) -> None:
    screen = await show(None)
    assert (screen.sees("Brook Lane Primary"), screen.sees("Look around the demo school")) == (True, False)


async def test_wrong_details_are_said_in_the_form_and_what_was_typed_stays(
    show: Show, school: FakeSchool
) -> None:
    school.answers(SIGN_IN, Refusal("wrong_details"))
    screen = await show(None)
    await screen.type("E-mail address", "nadia@example.org")
    await screen.type("Password", "wrong")
    await screen.tap(screen.one(ft.FilledButton))
    await screen.until(
        lambda: screen.sees(
            "The e-mail address or the password is not right. Please check both and try again."
        )
    )
    assert [field.value for field in screen.all(ft.TextField)] == ["nadia@example.org", "wrong"]


async def test_an_empty_form_is_not_sent(show: Show, school: FakeSchool) -> None:
    screen = await show(None)
    await screen.tap(screen.one(ft.FilledButton))
    assert screen.sees("Please type your e-mail address and your password.")
    assert school.paths() == []


async def test_the_first_page_speaks_three_languages(show: Show) -> None:
    screen = await show(None)
    await screen.tap(chip(screen, "اردو"))
    assert (screen.page.rtl, screen.sees("Sign in")) == (True, False)
    await screen.tap(chip(screen, "English"))
    assert (screen.page.rtl, screen.sees("Sign in")) == (False, True)


async def test_a_school_that_cannot_be_reached_can_be_tried_again(show: Show, school: FakeSchool) -> None:
    school.up = False
    screen = await show(None)
    await screen.until(lambda: screen.sees("The school could not be reached"))
    school.up = True
    await screen.tap("Try again")
    await screen.until(lambda: screen.sees("Brook Lane Primary"))


async def test_an_unknown_address_is_a_friendly_page(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/nowhere")
    assert screen.sees("There is nothing here")
    await screen.tap("Go to the stories")
    await screen.until(lambda: screen.sees("We planted beans today."))


async def test_text_size_and_look_are_chosen_with_one_tap(show: Show, school: FakeSchool) -> None:
    me = eg.me(7, "en")
    larger = msgspec.structs.replace(me, preferences=Preferences(lang="en", text_size=200))
    school.answers(CHOOSE, larger)
    screen = await show(eg.snapshot(eg.story(1), me=me), "/more")
    await screen.tap(chip(screen, "200 %"))
    await screen.until(lambda: is_chosen(screen, "200 %"))
    assert screen.page.theme.text_theme.body_large.size == 32
    assert (
        next(heard.json for heard in school.heard if heard.path == "/v1/me/preferences")["text_size"] == 200
    )


async def test_all_45_languages_are_offered(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more/language")
    assert len(LANGUAGES) == 45
    assert [language.tag for language in LANGUAGES.values() if not screen.sees(language.name)] == []


async def test_my_devices_can_be_signed_out_but_not_this_one(show: Show, school: FakeSchool) -> None:
    phone = Device(id=1, name="Chrome on Android", made_at=1, seen_at=1, this=False)
    here = Device(id=2, name="Firefox on Linux", made_at=1, seen_at=1, this=True)
    school.answers(LIST_DEVICES, Devices(devices=(here, phone)))
    school.answers(SIGN_OUT_DEVICE, Devices(devices=(here,)), device_id=1)
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more/devices")
    await screen.until(lambda: screen.sees("Chrome on Android"))
    await screen.tap(screen.all(ft.TextButton)[-1])
    await screen.until(lambda: not screen.sees("Chrome on Android"))


@pytest.mark.parametrize("name", ["Chrome on Windows", "Browser on Linux", "Browser", "Bookbag"])
def test_in_english_a_device_is_called_as_it_calls_itself(name: str) -> None:
    assert device_name(Words("en"), name) == name


async def test_signing_out_leaves_nothing_of_me_on_the_screen(show: Show, school: FakeSchool) -> None:
    school.answers(SIGN_OUT, Nothing())
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more")
    await screen.tap("Sign out")
    await screen.until(lambda: screen.sees("Brook Lane Primary") and not screen.sees("nadia@example.org"))
    assert screen.sees("We planted beans today.") is False


async def test_somebody_with_two_sides_switches_between_them(show: Show) -> None:
    both = eg.me(20, "en", frozenset({Role.TEACHER, Role.PARENT}))
    staff = eg.teacher_snapshot(eg.story(1), me=both, children=(eg.ZOYA,))
    screen = await show(staff)
    assert (screen.sees("My family"), screen.sees("My work"), screen.sees("New story")) == (True, True, False)
    await screen.tap(chip(screen, "My work"))
    await screen.until(lambda: screen.sees("New story"))
