"""The screen of the tests is a real one: it draws, is tapped, and one broken part does not stop the others."""

import flet as ft

from client.core.observe import observable
from client.ui.component import component
from tests.screen import Screen


@observable
class Count:
    def __init__(self) -> None:
        self.taps = 0
        self.typed = ""


@ft.component
def Counter(count: Count) -> ft.Control:
    return ft.Column(
        [
            ft.Text(f"{count.taps} taps"),
            ft.FilledButton("Tap me", on_click=lambda _: setattr(count, "taps", count.taps + 1)),
            ft.TextField(
                label="Name", value=count.typed, on_change=lambda e: setattr(count, "typed", e.control.value)
            ),
        ]
    )


async def test_a_tap_and_a_key_change_what_is_read() -> None:
    screen = await Screen().draw(Counter, Count())
    await screen.tap("Tap me")
    await screen.type("Name", "Zoya")
    assert screen.words()[:2] == ["1 taps", "Tap me"]
    assert screen.one(ft.TextField).value == "Zoya"
    assert screen.bytes_sent > 0


async def test_two_screens_of_two_people_share_nothing() -> None:
    one, two = Count(), Count()
    mine, yours = await Screen().draw(Counter, one), await Screen().draw(Counter, two)
    before = yours.bytes_sent
    await mine.tap("Tap me")
    assert (mine.sees("1 taps"), yours.sees("0 taps"), yours.bytes_sent) == (True, True, before)


@component
def Fragile(count: Count) -> ft.Control:
    if count.taps == 1:
        raise ValueError("broken on purpose")
    return ft.Text(f"fragile {count.taps}")


async def test_a_component_that_breaks_leaves_its_neighbours_alive() -> None:
    count = Count()
    screen = await Screen().draw(lambda: ft.Column([Fragile(count), Counter(count)]))
    assert screen.sees("fragile 0")
    await screen.tap("Tap me")
    assert (screen.sees("1 taps"), screen.sees("fragile 0")) == (True, False)
    await screen.tap("Tap me")
    assert (screen.sees("2 taps"), screen.sees("fragile 2")) == (True, True)
