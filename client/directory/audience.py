"""Whom a thing is for: choosing it, and how many families it reaches, in which languages (spec 3.5, 8.1)."""

from collections.abc import Callable

import flet as ft

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.words import Words
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.parts import card, choice, note, skeleton_line
from client.ui.text import small, strong, words
from wire.base import Endpoint
from wire.school import GET_REACH, Audience, Reach, ReachAsk

KINDS = ("school", "year", "class", "pupil")


def first_topic(audiences: tuple[Audience, ...]) -> str:
    """A class, because that is what is posted to most; else the first there is."""
    classes = [audience.topic for audience in audiences if audience.topic.startswith("class:")]
    return next(iter(classes or [audience.topic for audience in audiences]), "school")


def kind_of(topic: str) -> str:
    """``school``, ``year``, ``class`` or ``pupil``."""
    return topic.partition(":")[0]


def audience_picker(
    w: Words, audiences: tuple[Audience, ...], topic: str, choose: Callable[[str], None]
) -> ft.Control:
    """First the kind, then which one: All, a year, a class, one pupil."""
    # Translators: whom a story is for: the whole school, one year group, one class or one child.
    names = {
        "school": w._("Whole school"),
        "year": w._("A year"),
        "class": w._("A class"),
        "pupil": w._("One child"),
    }
    kinds = [kind for kind in KINDS if any(kind_of(audience.topic) == kind for audience in audiences)]
    firsts = {kind: next(a.topic for a in audiences if kind_of(a.topic) == kind) for kind in kinds}
    chips = [
        choice(names[kind], lambda _, first=firsts[kind]: choose(first), chosen=kind_of(topic) == kind)
        for kind in kinds
    ]
    same = [audience for audience in audiences if kind_of(audience.topic) == kind_of(topic)]
    lines: list[ft.Control] = [ft.Row(chips, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)]
    if len(same) > 1 or kind_of(topic) != "school":
        lines.append(_which(w, same, topic, choose))
    return ft.Column(lines, spacing=theme.SNUG)


def _which(w: Words, same: list[Audience], topic: str, choose: Callable[[str], None]) -> ft.Control:
    """A menu that looks like a field. Flutter's own drop-down has no name, and only a mouse opens it."""
    chosen = next((audience_name(w, one) for one in same if one.topic == topic), "")
    said = ft.Column([small(w._("Which one?")), words(chosen)], spacing=0, tight=True, expand=True)
    field = ft.Container(
        ft.Row([said, ft.Icon(ft.Icons.ARROW_DROP_DOWN)]),
        border=ft.Border.all(1.2, ft.Colors.OUTLINE),
        border_radius=theme.RADIUS_FIELD,
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.SNUG),
    )
    items = [
        ft.PopupMenuItem(
            audience_name(w, one),
            # Not ``checked``: only a mouse can choose such an item.
            icon=ft.Icons.CHECK if one.topic == topic else None,
            on_click=lambda _, to=one.topic: choose(to),
        )
        for one in same
    ]
    button = ft.PopupMenuButton(field, items=items, tooltip="", menu_position=ft.PopupMenuPosition.UNDER)
    # A button of its own: else its words become those of what is around it, and nobody opens it by ear.
    return ft.MergeSemantics(ft.Semantics(content=button, button=True))


def audience_name(w: Words, audience: Audience) -> str:
    """An audience as it is offered: a child with their class, a class, a year, the school."""
    kind, _, number = audience.topic.partition(":")
    if kind == "pupil":
        return w._("{name}, {class_name}", name=audience.name, class_name=audience.class_name)
    if kind == "year":
        return w._("Year {n}", n=number)
    return audience.name or w._("Whole school")


def topic_name(w: Words, topic: str, name: str) -> str:
    """Whom a thing is for, to whoever reads it; ``name``: of the class or the child."""
    kind, _, number = topic.partition(":")
    if kind == "pupil":
        return name
    if kind == "class":
        # Translators: {name} is the name of a school class, such as "3 Kestrel".
        return w._("Class {name}", name=name)
    # Translators: a year group of a school, such as "Year 3".
    return w._("Year {n}", n=number) if kind == "year" else w._("Whole school")


@component
def ReachLine(
    account: Account,
    topic: str,
    asked: Endpoint[ReachAsk, Reach] = GET_REACH,
    heard: Callable[[Reach], None] = lambda _: None,
) -> ft.Control:
    """Before posting: so many families, in which languages, and who is not on the app. ``heard`` is told of it."""
    w = account.words
    reach, set_reach = use_maybe(Reach)
    failed, set_failed = use_state(False)

    async def measure() -> None:
        try:
            found = await account.api.call(asked, ReachAsk(topic=topic))
            set_reach(found)
            heard(found)
        except (Offline, Refused):
            set_failed(True)

    ft.use_effect(measure, [topic])
    if failed:
        return small(w._("How many families this reaches is not known without a connection."))
    if reach is None:
        return skeleton_line(0.7)
    lines = ft.Column(_reach_lines(w, reach), spacing=theme.HAIR)
    return ft.Semantics(
        content=card(ft.Row([ft.Container(lines, expand=True)]), flat=True, padding=theme.SPACE),
        container=True,
    )


def _reach_lines(w: Words, reach: Reach) -> list[ft.Control]:
    languages = w.n("in {n} language", "in {n} languages", len(reach.languages))
    families = w.n("Reaches {n} family", "Reaches {n} families", reach.families)
    each = [
        # Translators: a language and how many families read it, as in "Urdu 9".
        w._("{language} {n}", language=w.language(tag), n=count)
        for tag, count in reach.languages
    ]
    lines: list[ft.Control] = [
        # Translators: {families} is "Reaches 24 families", {languages} is "in 7 languages".
        strong(w._("{families} {languages}", families=families, languages=languages)),
        small(w.listing(each)),
    ]
    if reach.not_on_app:
        missing = w.listing(list(reach.not_on_app))
        lines.append(
            note(
                w._("Not on the app yet: the families of {names}.", names=missing),
                ft.Icons.PERSON_OFF_OUTLINED,
            )
        )
    return lines
