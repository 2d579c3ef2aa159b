"""The queue: what was reported or noticed, as it was then, and deciding on it (spec 11.2)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.waiting import WaitingStore
from client.safeguarding import actions
from client.safeguarding.parts import (
    Go,
    kind_name,
    outcome_name,
    person_line,
    use_opening,
    what_name,
)
from client.safeguarding.store import Listed, SafeguardingStore
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, row, use_maybe, use_state
from client.ui.drawings import LETTER
from client.ui.parts import (
    card,
    choice,
    empty,
    failed_card,
    field,
    main_button,
    mark,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.text import small, strong, words
from wire.base import Text
from wire.media import Photo
from wire.safeguarding import Case, CaseKind, Decision, Outcome


@component
def Queue(
    account: Account, store: SafeguardingStore, drafts: DraftStore, waiting: WaitingStore, go: Go
) -> ft.Control:
    """What waits for a decision, or what has one; the newest first."""
    w = account.words
    decided, show_decided = use_state(False)
    open_thread = use_opening(account, go)

    def load() -> None:
        if store.part(decided=decided).state in {"none", "failed"}:
            account.do(actions.load_cases, decided=decided)

    ft.use_effect(load, [decided])
    part = store.part(decided=decided)
    # Translators: {n} is how many reports wait for a decision.
    waits = w.n("{n} waiting", "{n} waiting", store.open) if store.open else w._("Waiting")
    chips = ft.Row(
        [
            choice(waits, lambda _: show_decided(False), chosen=not decided),
            choice(w._("Decided"), lambda _: show_decided(True), chosen=decided),
        ],
        wrap=True,
        spacing=theme.SNUG,
    )
    find = side_button(w._("Find a conversation"), lambda _: go("/safeguarding/search"), icon=ft.Icons.SEARCH)
    now = account.clock.now()
    rows: list[ft.Control] = [ft.Row([find], wrap=True), chips]
    for case in store.listed(decided=decided):
        place = actions.note_place(case.source, case.id)
        on_its_way = bool(waiting.about(place))
        rows.append(
            CaseCard(
                account, drafts, case, w.when(case.at, now), on_its_way, open_thread, account.me.grant,
                key=place,
            )
        )  # fmt: skip
    rows += _end(account, store, part, decided=decided)
    return ft.ListView(
        [reading_column(one) for one in rows], spacing=theme.ROOM, padding=theme.ROOM, expand=True
    )


def _end(account: Account, store: SafeguardingStore, part: Listed, *, decided: bool) -> list[ft.Control]:
    w = account.words
    if part.state == "failed":
        again = side_button(w._("Try again"), lambda _: account.do(actions.load_cases, decided=decided))
        return [
            failed_card(w._("The list could not be loaded"), w._("Nothing is lost. Please try again."), again)
        ]
    if part.state != "ready" and not part.keys:
        return [skeleton(w, 1)]
    if not store.listed(decided=decided):
        if decided:
            return [empty(LETTER, w._("Nothing was decided yet"), w._("What you decide on stands here."))]
        return [
            empty(
                LETTER,
                w._("Nothing waits"),
                w._("What people report, and words that need your eyes, come here."),
            )
        ]
    if part.next is not None:
        more = text_button(
            w._("Show more"), lambda _: account.do(actions.load_cases, decided=decided, more=True)
        )
        return [ft.Row([more], alignment=ft.MainAxisAlignment.CENTER)]
    return []


@row
def CaseCard(
    account: Account,
    drafts: DraftStore,
    case: Case,
    ago: str,
    on_its_way: bool,
    open_thread: Callable[[int], None],
    grant: str,
) -> ft.Control:
    """What, who, when; the words as they were; what was decided; deciding."""
    w = account.words
    parts = [
        _head(account, case, ago),
        _reason(account, case),
        _Words(account, case, key=f"words-{case.text.id}"),
        *[_Also(account, one, key=f"also-{one.id}") for one in case.also],
        *_photos(account, case),
        *[small(account.words._("File: {name}", name=one.name)) for one in case.files],
        _open(account, case, open_thread),
        *[_decision(account, one) for one in case.decisions],
        small(w._("Your decision is on its way."))
        if on_its_way
        else Deciding(account, drafts, case, key=f"decide-{len(case.decisions)}"),
    ]
    return card(ft.Column([part for part in parts if part], spacing=theme.SPACE, tight=True))


def _head(account: Account, case: Case, ago: str) -> ft.Control:
    w = account.words
    urgent = case.kind is CaseKind.DISCLOSURE
    icon = ft.Icons.PRIORITY_HIGH if urgent else ft.Icons.FLAG_OUTLINED
    by = w._("Reported by {name}", name=case.by.name) if case.by else w._("Noticed in the words")
    what = f"{what_name(w, case.what)} · {w.apart(case.place)}" if case.place else what_name(w, case.what)
    return ft.Column(
        [
            ft.Row(
                [mark(kind_name(w, case.kind), icon, warm=urgent), small(ago)], wrap=True, spacing=theme.SNUG
            ),
            strong(what),
            small(by),
        ],
        spacing=theme.HAIR,
    )


def _reason(account: Account, case: Case) -> ft.Control | None:
    if case.reason is None:
        return None
    return ft.Column(
        [
            small(account.words._("What is wrong with it")),
            written(account, shown(case.reason, account.words.lang)),
        ],
        spacing=theme.HAIR,
    )


@component
def _Also(account: Account, text: Text) -> ft.Control:
    """Further words of the same thing, as the place and the details of an event."""
    original, show_original = use_state(False)
    seen = shown(text, account.words.lang, original=original)
    foot = translation_foot(account.words, text, seen, lambda: show_original(not original))
    return ft.Column([written(account, seen), *([foot] if foot else [])], spacing=theme.HAIR)


@component
def _Words(account: Account, case: Case) -> ft.Control:
    """The words in the reader's language, and the original one tap away."""
    original, show_original = use_state(False)
    w = account.words
    seen = shown(case.text, w.lang, original=original)
    at = w.date_and_time(case.written_at, account.clock.now())
    parts = [
        # Translators: {who} is a name and what they are, {time} a day and a time.
        small(w._("{who} wrote on {time}", who=person_line(w, case.author), time=at)),
        written(account, seen) if seen.body else small(w._("No words")),
        translation_foot(w, case.text, seen, lambda: show_original(not original)),
    ]
    return ft.Container(
        ft.Column([part for part in parts if part], spacing=theme.HAIR, tight=True),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
    )


def _photos(account: Account, case: Case) -> list[ft.Control]:
    """The pictures themselves where the desk may see them without an opening; else that there are some."""
    w = account.words
    if not case.photos:
        return []
    if case.thread_id is not None:
        return [
            small(
                w.n(
                    "{n} photo: open the conversation to see it",
                    "{n} photos: open the conversation to see them",
                    len(case.photos),
                )
            )
        ]
    images = [
        ft.Image(
            account.photo(Photo(id=one.id, width=4, height=3, colour="#888888"), 400),
            width=160,
            height=120,
            fit=ft.BoxFit.COVER,
            border_radius=theme.RADIUS_CARD,
            semantics_label=w._("Photo {n}", n=n),
            error_content=small(w._("Photo {n}", n=n)),
        )
        for n, one in enumerate(case.photos, 1)
    ]
    return [ft.Row(list(images), wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)]


def _open(account: Account, case: Case, open_thread: Callable[[int], None]) -> ft.Control | None:
    thread_id = case.thread_id
    if thread_id is None:
        return None
    name = account.words._("Open the conversation")
    return ft.Row(
        [side_button(name, lambda _: open_thread(thread_id), icon=ft.Icons.FORUM_OUTLINED)], wrap=True
    )


def _decision(account: Account, decision: Decision) -> ft.Control:
    w = account.words
    at = w.date_and_time(decision.at, account.clock.now())
    lines: list[ft.Control] = [
        strong(outcome_name(w, decision.outcome)),
        small(w._("{name} on {time}", name=decision.by.name, time=at)),
    ]
    if decision.note:
        lines.insert(1, words(decision.note))
    return ft.Column(lines, spacing=theme.HAIR)


@component
def Deciding(account: Account, drafts: DraftStore, case: Case) -> ft.Control:
    """What to do about it, and a note; for a case that has a decision, one more."""
    w = account.words
    chosen, choose = use_maybe(Outcome)
    opened, set_opened = use_state(not case.decisions)
    place = actions.note_place(case.source, case.id)
    if not opened:
        return ft.Row([text_button(w._("Decide again"), lambda _: set_opened(True))])

    def decide(_: Any) -> None:
        if chosen is not None:
            account.do(actions.decide, case.source, case.id, chosen)

    chips = [
        choice(outcome_name(w, one), partial(_choose, choose, one), chosen=chosen is one) for one in Outcome
    ]
    note = field(
        w._("Note: what was done"),
        drafts.body(place),
        lambda e: account.type(place, e.control.value),
        multiline=True,
        min_lines=1,
        max_lines=8,
        max_length=4_000,
    )
    return ft.Column(
        [
            ft.Row(chips, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG),
            note,
            ft.Row([main_button(w._("Decide"), decide, disabled=chosen is None)]),
        ],
        spacing=theme.SPACE,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _choose(choose: Callable[[Outcome], None], outcome: Outcome, _: Any) -> None:
    choose(outcome)
