"""One broken card must not stop the page, and a row must not be drawn without need."""

import flet as ft

from client.core.observe import observable
from client.core.words import Words
from client.ui.component import component, row, screen, use_kept, use_maybe, use_state
from tests.screen import Screen

BROKEN = "This part could not be shown"


@observable
class Weather:
    def __init__(self) -> None:
        self.sky = "blue"


@component
def Touchy(words: Words, weather: Weather) -> ft.Control:
    if weather.sky == "falling":
        raise RuntimeError("the sky falls")
    return ft.Text(f"touchy: {weather.sky}")


@component
def Calm(words: Words, weather: Weather) -> ft.Control:
    return ft.Text(f"calm: {weather.sky}")


async def test_a_card_that_breaks_says_so_and_the_others_go_on() -> None:
    weather, words = Weather(), Words("en")
    page = await Screen().draw(lambda: ft.Column([Touchy(words, weather), Calm(words, weather)]))
    weather.sky = "falling"
    await page.settle()
    assert (page.sees(BROKEN), page.sees("calm: falling")) == (True, True)
    weather.sky = "grey"
    await page.settle()
    assert (page.sees(BROKEN), page.sees("touchy: grey"), page.sees("calm: grey")) == (False, True, True)


async def test_a_screen_that_breaks_is_still_a_screen_with_a_way_back() -> None:
    @screen
    def bad(words: Words) -> ft.View:
        raise RuntimeError("no")

    page = await Screen().draw_views(lambda: [ft.View(route="/"), bad(Words("en"))])
    assert page.sees(BROKEN)
    assert len(page.all(ft.AppBar)) == 1


async def test_a_row_is_drawn_again_only_when_what_it_shows_changes() -> None:
    drawn: list[str] = []
    store = Weather()

    @row
    def line(words: Words, text: str) -> ft.Control:
        drawn.append(text)
        return ft.Text(text)

    @component
    def both(words: Words, weather: Weather) -> ft.Control:
        return ft.Column([line(words, "same", key=1), line(words, weather.sky, key=2)])

    words = Words("en")
    page = await Screen().draw(lambda: both(words, store))
    store.sky = "grey"
    await page.settle()
    assert drawn == ["same", "blue", "grey"]


async def test_state_lives_as_long_as_its_component() -> None:
    made: list[object] = []

    def make() -> list[int]:
        made.append(None)
        return []

    @component
    def counter(words: Words) -> ft.Control:
        count, set_count = use_state(0)
        last, set_last = use_maybe(int)
        kept = use_kept(make)

        def tapped(_: object) -> None:
            kept.append(count)
            set_count(count + 1)
            set_last(count)

        return ft.TextButton(f"{count} {last} {kept}", on_click=tapped)

    page = await Screen().draw(lambda: counter(Words("en")))
    await page.tap("0 None []")
    await page.tap("1 0 [0]")
    assert page.sees("2 1 [0, 1]")
    assert len(made) == 1
