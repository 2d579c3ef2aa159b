"""What a family would like to hear about their child: to choose, to agree to, to have before one while writing."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.messages import actions
from client.messages.store import MessagesStore
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.parts import choice, field, main_button, problem_note, side_button, skeleton_line
from client.ui.sides import chip_row
from client.ui.text import small, strong, title, words
from wire.messages import HEAR_ABOUT_TOPICS, HearAbout


def topic_name(w: Words, topic: str) -> str:
    """A topic of ``HEAR_ABOUT_TOPICS`` in words; as it came, if a newer server has more."""
    # Translators: what a family wants to hear about their child's day at school.
    names = {
        "lunch": w._("Lunch"),
        "naps": w._("Sleep and rest"),
        "mood": w._("How they feel"),
        "friends": w._("Friends"),
        "learning": w._("Learning"),
        "toilet": w._("Going to the toilet"),
        "medicine": w._("Medicine"),
        "therapy": w._("Therapy"),
    }
    return names.get(topic, topic)


def hear_strip(account: Account, about: HearAbout | None) -> ft.Control | None:
    """For staff, above the field: what this family would like to hear about."""
    if about is None or not (about.topics or about.text):
        return None
    w = account.words
    topics = " · ".join(topic_name(w, topic) for topic in about.topics)
    lines: list[ft.Control] = [small(w._("The family would like to hear about:"))]
    lines += [strong(topics)] if topics else []
    if about.text is not None and about.text.body:
        lines.append(written(account, shown(about.text, w.lang), max_lines=2))
    column = ft.Column(lines, spacing=0, expand=True)
    return ft.Container(
        ft.Row(
            [ft.Icon(ft.Icons.FAVORITE_BORDER, size=18, color=ft.Colors.ON_TERTIARY_CONTAINER), column],
            spacing=theme.SNUG,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        bgcolor=ft.Colors.TERTIARY_CONTAINER,
        border_radius=theme.RADIUS_CARD,
        padding=ft.Padding.symmetric(horizontal=theme.SPACE, vertical=theme.SNUG),
    )


@component
def HearSection(account: Account, me: MeStore, store: MessagesStore, pupil_id: int, name: str) -> ft.Control:
    """The part of a thread's page about it: families choose, staff agree."""
    w = account.words
    failed, fail = use_state(False)
    about = store.hears.get(pupil_id)

    async def load() -> None:
        fail(await account.attempt(actions.load_hear_about, pupil_id) is not None)

    ft.use_effect(load, [pupil_id])
    lines: list[ft.Control] = [title(w._("What to hear about")), words(_why(w, me, name), quiet=True)]
    if about is None:
        lines.append(small(w._("This is not known without a connection.")) if failed else skeleton_line(0.7))
    elif me.side == "family":
        lines.append(HearForm(account, about, key=f"hear-{pupil_id}-{about.at}"))
    else:
        lines += _for_staff(account, about)
    return ft.Column(lines, spacing=theme.SPACE)


def _why(w: Words, me: MeStore, name: str) -> str:
    if me.side == "family":
        return w._(
            "Choose what you would like to hear about from the day of {name}. The class team sees it when they "
            "write to you.",
            name=name,
        )
    return w._("The family of {name} chooses this. You see it when you write to them.", name=name)


def _for_staff(account: Account, about: HearAbout) -> list[ft.Control]:
    w = account.words
    if not about.topics and about.text is None:
        return [words(w._("The family has not chosen anything yet."))]
    lines: list[ft.Control] = [_chosen(w, about)]
    if about.text is not None and about.text.body:
        lines.append(OwnWords(account, about, key=f"own-{about.text.id}"))
    if about.agreed_by is not None:
        lines.append(small(_agreed(w, about)))
    else:
        agree = side_button(w._("Agree to this"), lambda _: account.do(actions.agree_hear_about, about))
        lines.append(ft.Row([agree], wrap=True))
    return lines


def _chosen(w: Words, about: HearAbout) -> ft.Control:
    return strong(" · ".join(topic_name(w, topic) for topic in about.topics))


def _agreed(w: Words, about: HearAbout) -> str:
    if about.agreed_by is None or about.agreed_at is None:
        return w._("The class team has not agreed to this yet.")
    return w._("{name} agreed to this on {date}.", name=about.agreed_by.name, date=w.date(about.agreed_at))


@component
def OwnWords(account: Account, about: HearAbout) -> ft.Control:
    """The family's own words, in the reader's language."""
    original, show_original = use_state(False)
    if about.text is None:
        return ft.Container(height=0)
    seen = shown(about.text, account.words.lang, original=original)
    foot = translation_foot(account.words, about.text, seen, lambda: show_original(not original))
    return ft.Column([written(account, seen), *([foot] if foot else [])], spacing=theme.HAIR)


@component
def HearForm(account: Account, about: HearAbout) -> ft.Control:
    """Topics to tick, and room for own words."""
    w = account.words
    topics, choose = use_state(about.topics)
    body, write = use_state(about.text.body if about.text else "")
    problem, set_problem = use_maybe(str)
    changed = topics != about.topics or body != (about.text.body if about.text else "")

    async def save(_: Any) -> None:
        set_problem(await account.attempt(actions.set_hear_about, about.pupil_id, topics, body.strip()))

    def toggled(topic: str) -> Callable[[Any], None]:
        return lambda _: choose(tuple(one for one in HEAR_ABOUT_TOPICS if (one in topics) != (one == topic)))

    chips = [choice(topic_name(w, one), toggled(one), chosen=one in topics) for one in HEAR_ABOUT_TOPICS]
    return ft.Column(
        [
            chip_row(chips),
            field(
                w._("In your own words"), body, lambda e: write(e.control.value), multiline=True, max_lines=4
            ),
            *([problem_note(problem)] if problem else []),
            ft.Row([main_button(w._("Save"), save, icon=ft.Icons.CHECK, disabled=not changed)], wrap=True),
            *([small(_agreed(w, about))] if about.topics or about.text else []),
        ],
        spacing=theme.SPACE,
    )
