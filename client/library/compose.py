"""Putting something into the library: what it is, for whom, the words, the files, when (spec 8.5)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import flet as ft
import msgspec

from client.core.account import Account
from client.core.photos import PhotoStore
from client.core.words import Words
from client.directory.audience import ReachLine, audience_picker, first_topic
from client.guidance.parts import Hint
from client.guidance.store import GuidanceStore
from client.library import desk_actions
from client.library.desk import DeskStore
from client.library.desk_actions import BODY, TITLE, Choices
from client.library.parts import ICONS, kind_names, private_line
from client.library.store import LibraryStore
from client.photos.picking import PickedPhotos, file_button, pick_button, still_on_its_way
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_kept, use_state
from client.ui.drafting import DraftField
from client.ui.drawings import BOOKSHELF
from client.ui.moments import DayButton, today
from client.ui.parts import (
    apart,
    choice,
    empty,
    failed_card,
    main_button,
    mark,
    note,
    problem_note,
    reading_column,
    side_button,
    skeleton,
    switch,
)
from client.ui.text import small, title
from client.ui.timing import Timing
from wire.hours import Day
from wire.library import GET_ITEM_REACH, MAX_FILES, MAX_ITEM_BYTES, MAX_PHOTOS, Item, ItemAudience, ItemKind
from wire.school import Audience

TITLE_LETTERS: Final = 120
Put = Callable[[Choices], None]


@component
def ItemForm(account: Account, store: LibraryStore, desk: DeskStore, done: Callable[[], Any]) -> ft.Control:
    """Finds out for whom one may put something in, then shows the form."""
    w = account.words
    problem, tell = use_state("")

    async def load() -> None:
        tell(await account.attempt(desk_actions.load_audiences) or "")
        await account.attempt(desk_actions.load_front, "staff")

    ft.use_effect(load, [desk.audiences is None])
    if desk.kinds:
        return Composer(account, store, desk, done, key="composer")
    if desk.audiences is not None:
        said = w._("Please ask the office to put it in for you.")
        return empty(BOOKSHELF, w._("There is nobody you can put something in for"), said)
    if problem:
        again = side_button(w._("Try again"), lambda _: account.spawn(load()))
        return form([failed_card(w._("The form could not be opened"), problem, again)])
    return form([skeleton(w, 1)])


@component
def Composer(account: Account, store: LibraryStore, desk: DeskStore, done: Callable[[], Any]) -> ft.Control:
    """One column; nothing is sent before the button says so, and all of it is kept."""
    w = account.words
    chosen, choose = use_state(fitting(desk, desk_actions.choices_kept(account)))
    tries, count = use_state(0)

    def put(choices: Choices) -> None:
        choices = fitting(desk, choices)
        choose(choices)
        desk_actions.keep_choices(account, choices)

    def send(_: Any) -> None:
        count(tries + 1)
        if not what_is_missing(account, chosen):
            account.do(desk_actions.post_item, chosen, hand_in=not publishes)
            done()

    publishes = desk.publishes(chosen.kind, chosen.topic)
    parts: list[ft.Control] = [
        _section(w._("What is it?"), _kinds(w, desk, chosen, put)),
        _section(w._("Who is it for?"), _for_whom(w, desk, chosen, put)),
        *([private_line(w)] if chosen.kind is ItemKind.REPORT else []),
        ReachLine(account, chosen.topic, GET_ITEM_REACH, key=f"reach-{chosen.topic}"),
        *_of_its_kind(account, store, chosen, put),
        apart(DraftField(account, account.drafts, TITLE, w._("Title"), 1)),
        _hint(account, chosen.topic),
        apart(DraftField(account, account.drafts, BODY, _body_label(w, chosen.kind), 5)),
        *picking(account, BODY),
        Timing(account, chosen.publish_at, lambda at: put(msgspec.structs.replace(chosen, publish_at=at))),
        *([] if publishes else [note(_who_looks(w, chosen.kind), ft.Icons.INBOX_OUTLINED)]),
        Missing(account, account.photos, chosen, tries),
        ft.Row([_send_button(w, chosen, send, publishes=publishes)], wrap=True),
    ]
    return form(parts)


def _hint(account: Account, topic: str) -> ft.Control:
    """What is the right way, while somebody writes (spec 6.6)."""
    kind, _, number = topic.partition(":")
    pupil_id = int(number) if kind == "pupil" else None
    return Hint(account, account[GuidanceStore], account.drafts, BODY, "staff", pupil_id, key="hint")


def fitting(desk: DeskStore, choices: Choices) -> Choices:
    """The same choices, as far as they are still mine to choose: a report is for one child, for example."""
    kind = choices.kind if choices.kind in desk.kinds else desk.kinds[0]
    audiences = desk.for_kind(kind)
    topic = choices.topic
    if topic not in {one.topic for one in audiences}:
        # Who publishes for the whole school mostly does; a teacher mostly has to do with their class.
        everybody = desk.publishes(kind, "school")
        topic = "school" if everybody else first_topic(tuple(map(_as_audience, audiences)))
    return msgspec.structs.replace(choices, kind=kind, topic=topic)


def _as_audience(one: ItemAudience) -> Audience:
    return Audience(topic=one.topic, name=one.name, class_name=one.class_name)


def _kinds(w: Words, desk: DeskStore, chosen: Choices, put: Put) -> ft.Control:
    chips = [
        choice(
            kind_names(w)[kind],
            lambda _, to=kind: put(msgspec.structs.replace(chosen, kind=to)),
            chosen=chosen.kind is kind,
        )
        for kind in desk.kinds
    ]
    return ft.Row(chips, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)


def _for_whom(w: Words, desk: DeskStore, chosen: Choices, put: Put) -> ft.Control:
    audiences = tuple(map(_as_audience, desk.for_kind(chosen.kind)))
    return audience_picker(
        w, audiences, chosen.topic, lambda to: put(msgspec.structs.replace(chosen, topic=to))
    )


def _of_its_kind(account: Account, store: LibraryStore, chosen: Choices, put: Put) -> list[ft.Control]:
    """The folder of a document; until when work should be done."""
    if chosen.kind is ItemKind.DOCUMENT:
        pick = lambda to: put(msgspec.structs.replace(chosen, folder_id=to))  # noqa: E731
        return [folder_choice(account, store, chosen.folder_id, pick)]
    if chosen.kind is ItemKind.WORK:
        return [
            DueDay(account, chosen.due, lambda day: put(msgspec.structs.replace(chosen, due=day)), key="due")
        ]
    return []


def folder_choice(
    account: Account, store: LibraryStore, folder_id: int | None, pick: Callable[[int], Any]
) -> ft.Control:
    """In which folder a document stands."""
    w = account.words
    chips = [
        choice(
            shown(shelf.folder.name, w.lang).body,
            lambda _, to=shelf.folder.id: pick(to),
            chosen=shelf.folder.id == folder_id,
        )
        for shelf in store.front("staff").shelves
    ]
    row: ft.Control = ft.Row(chips, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)
    if not chips:
        row = small(w._("There are no folders yet. The office makes them."))
    return _section(w._("In which folder?"), row)


@component
def DueDay(account: Account, due: Day | None, choose: Callable[[Day | None], Any]) -> ft.Control:
    """Until when work should be done, if it should be."""
    w = account.words
    soon = today(account) + timedelta(days=7)
    asks = switch(w._("It should be done by a day"), due is not None, lambda on: choose(soon if on else None))
    day = [DayButton(account, w._("By"), due, choose, key="by")] if due is not None else []
    return ft.Column([asks, *[ft.Row([one], wrap=True) for one in day]], spacing=theme.SNUG)


def _body_label(w: Words, kind: ItemKind) -> str:
    if kind is ItemKind.DOCUMENT:
        return w._("What is in it?")
    return w._("What should the child do?") if kind is ItemKind.WORK else w._("What should families know?")


def picking(account: Account, place: str) -> list[ft.Control]:
    """The files and photos chosen so far, and the buttons for more."""
    buttons: list[ft.Control] = [
        file_button(account, place, MAX_FILES),
        pick_button(account, place, MAX_PHOTOS),
    ]
    return [
        PickedPhotos(account, account.photos, place),
        ft.Row(buttons, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG),
    ]


def _who_looks(w: Words, kind: ItemKind) -> str:
    """What happens to what is handed in."""
    if kind is ItemKind.REPORT:
        return w._("Those who lead the school read it before the family sees it.")
    return w._("The office looks at it before families see it.")


def _send_button(w: Words, chosen: Choices, send: Any, *, publishes: bool) -> ft.Control:
    if not publishes:
        # Translators: a button: give it to the office, which publishes it.
        return main_button(w._("Hand in"), send, icon=ft.Icons.SEND)
    return main_button(w._("Schedule") if chosen.publish_at else w._("Publish"), send, icon=ft.Icons.SEND)


@component
def Missing(account: Account, photos: PhotoStore, chosen: Choices, tries: int) -> ft.Control:
    """Why it could not be sent, for as long as that is true: nothing before the first try."""
    said = what_is_missing(account, chosen) if tries else ""
    return problem_note(said) if said else ft.Container(height=0)


def what_is_missing(account: Account, chosen: Choices) -> str:
    """Why it cannot be sent, in words, before the server would say so; nothing if it can."""
    w, photos = account.words, account.photos
    named = account.drafts.body(TITLE).strip()
    if wrong := wrong_title(w, named):
        return wrong
    if wrong := wrong_files(account, BODY):
        return wrong
    if chosen.kind is ItemKind.DOCUMENT:
        if chosen.folder_id is None:
            return w.refusal("folder_missing")
        if not photos.going(BODY):
            return w._("Please add a file or a photo first.")
    elif not account.drafts.body(BODY).strip() and not photos.going(BODY):
        return w._("Please write something, or add a file or a photo.")
    if chosen.publish_at is not None and chosen.publish_at <= account.clock.now():
        return w._("This time has passed already. Please choose a later time.")
    return ""


def wrong_title(w: Words, named: str) -> str:
    """Why a title is none."""
    if not named:
        return w.refusal("title_missing")
    return w._("The title is too long. Please write the rest below.") if len(named) > TITLE_LETTERS else ""


def wrong_files(account: Account, place: str) -> str:
    """Why files cannot go: one is on its way, or all together are too large."""
    w, photos = account.words, account.photos
    if photos.is_sending(place):
        return still_on_its_way(w, photos, place)
    size = sum(one.file.size for one in photos.going(place) if one.file is not None)
    return w.refusal("files_too_large", {"limit": MAX_ITEM_BYTES}) if size > MAX_ITEM_BYTES else ""


def _section(name: str, content: ft.Control) -> ft.Control:
    return ft.Column([title(name), content], spacing=theme.SNUG)


def form(parts: list[ft.Control]) -> ft.Control:
    """A form in one column."""
    return ft.ListView(
        [reading_column(ft.Column(parts, spacing=theme.ROOM))],
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )


@component
def EditFields(account: Account, store: LibraryStore, item: Item, done: Callable[[], Any]) -> ft.Control:
    """The words as they were written, never as they were translated."""
    w = account.words
    place_of_title, place_of_body = desk_actions.edit_places(item.id)
    folder_id, put = use_state(item.folder_id)
    due, by = use_state(item.due)
    problem, tell = use_state("")

    def begin() -> bool:
        account.drafts.begin(place_of_title, item.title.body)
        account.drafts.begin(place_of_body, item.body.body if item.body else "")
        return True

    use_kept(begin)

    def save(_: Any) -> None:
        wrong = wrong_title(w, account.drafts.body(place_of_title).strip())
        tell(wrong)
        if not wrong:
            account.do(desk_actions.edit_item, item.id, folder_id, due)
            done()

    fields: list[ft.Control] = [
        apart(DraftField(account, account.drafts, place_of_title, w._("Title"), 1)),
        apart(DraftField(account, account.drafts, place_of_body, _body_label(w, item.kind), 5)),
    ]
    if item.kind is ItemKind.DOCUMENT:
        fields.append(folder_choice(account, store, folder_id, put))
    if item.kind is ItemKind.WORK:
        fields.append(DueDay(account, due, by, key="due"))
    return form([
        ft.Row([mark(kind_names(w)[item.kind], ICONS[item.kind])], wrap=True),
        *fields,
        small(w._("Everybody sees the new words. The earlier words stay on record.")),
        *([problem_note(problem)] if problem else []),
        ft.Row([main_button(w._("Save"), save, icon=ft.Icons.CHECK)], wrap=True),
    ])  # fmt: skip


@component
def VersionFields(account: Account, photos: PhotoStore, item: Item, done: Callable[[], Any]) -> ft.Control:
    """Files in place of those until now."""
    w, place = account.words, desk_actions.version_place(item.id)
    problem, tell = use_state("")

    def send(_: Any) -> None:
        wrong = wrong_files(account, place)
        if not wrong and not photos.going(place):
            wrong = w._("Please add a file or a photo first.")
        tell(wrong)
        if not wrong:
            account.do(desk_actions.add_version, item.id)
            done()

    said = w._(
        "The new files take the place of those until now. It is marked as new for everybody, and the earlier files "
        "stay on record."
    )
    return form([
        title(shown(item.title, w.lang).body),
        note(said, ft.Icons.INFO_OUTLINE),
        *picking(account, place),
        *([problem_note(problem)] if problem else []),
        ft.Row([main_button(w._("Put in this version"), send, icon=ft.Icons.UPLOAD_FILE)], wrap=True),
    ])  # fmt: skip
