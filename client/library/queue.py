"""What is not live yet: what waits to be published, what appears later, what I handed in (spec 8.5)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.library import desk_actions
from client.library.desk import DeskStore, Part, Waiting
from client.library.parts import ItemCard, listing
from client.library.store import LibraryStore
from client.ui.component import component, use_kept
from client.ui.drawings import BOOKSHELF
from client.ui.parts import choice, empty, failed_card, side_button, skeleton
from client.ui.sides import chip_row
from client.ui.tick import use_now

Go = Callable[[str], Any]


def part_names(w: Words) -> dict[Part, str]:
    """What the parts of the desk are called."""
    return {
        # Translators: things that staff have handed in and that somebody has to publish.
        "queue": w._("To publish"),
        # Translators: news and documents that are published at a later time.
        "scheduled": w._("Later"),
        # Translators: what I have handed in and is not published yet.
        "mine": w._("On the way"),
    }


@component
def DeskPage(account: Account, store: LibraryStore, desk: DeskStore, part: Part, go: Go) -> ft.Control:
    """One part; in the queue who has waited longest stands first."""
    w, now = account.words, use_now(account)
    waiting = desk.part(part)
    tap = use_kept(lambda: partial(_opened, go, part))

    def load() -> None:
        account.do(desk_actions.load_part, part)

    ft.use_effect(load, [part])
    names, front = part_names(w), store.front("staff")
    if not (front.keeps or front.waiting or part == "queue"):
        del names["queue"]
    chips = [
        choice(name, lambda _, to=to: go(f"/library/{to}"), chosen=part == to) for to, name in names.items()
    ]
    rows: list[ft.Control] = [chip_row(chips)]
    rows += [
        ItemCard(
            account, one, False, w.lang, w.when(one.at, now), False, tap, account.me.grant, key=one.id
        )
        for one in waiting.items
    ]  # fmt: skip
    return listing([*rows, *_end(account, part, waiting)])


def _opened(go: Go, part: Part, item_id: int) -> None:
    go(f"/library/{part}/{item_id}")


def _end(account: Account, part: Part, waiting: Waiting) -> list[ft.Control]:
    w = account.words

    def again(_: Any) -> None:
        account.do(desk_actions.load_part, part, more=waiting.next is not None)

    if waiting.state == "failed":
        said = w._("Nothing is lost. Please try again.")
        return [failed_card(w._("The list could not be loaded"), said, side_button(w._("Try again"), again))]
    if waiting.state != "ready" and not waiting.items:
        return [skeleton(w, 1)]
    if not waiting.items:
        heading, said = _promise(w, part)
        return [empty(BOOKSHELF, heading, said)]
    if waiting.next is not None:
        return [ft.Row([side_button(w._("Show more"), again)], wrap=True)]
    return []


def _promise(w: Words, part: Part) -> tuple[str, str]:
    if part == "queue":
        return w._("Nothing waits"), w._("What staff hand in stands here until you publish it.")
    if part == "scheduled":
        return w._("Nothing for later"), w._("What is published at a later time stands here until then.")
    return w._("Nothing on the way"), w._("What you hand in stands here until it is published.")
