"""Where a message is written, with what the writer should know: when it will be seen, whom to call."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.photos import PhotoStore
from client.core.words import Words
from client.guidance.parts import Hint
from client.guidance.store import GuidanceStore
from client.messages import actions
from client.messages.hear import hear_strip
from client.messages.parts import others_name
from client.messages.school_day import school_day_line
from client.messages.store import MessagesStore
from client.photos.picking import PickedPhotos, file_button, pick_button, still_on_its_way
from client.ui import theme
from client.ui.component import component, use_kept, use_state
from client.ui.drafting import Cursor, DraftField, send_button
from client.ui.office import call_line
from client.ui.parts import apart, main_button, note, problem_note, text_button
from client.ui.text import loose, small
from wire.messages import MAX_FILES, MAX_PHOTOS, Message, Thread, ThreadLine, ThreadView


@component
def MessageField(
    account: Account, drafts: DraftStore, photos: PhotoStore, thread_id: int, gone_out: Callable[[], Any]
) -> ft.Control:
    """The field, its photos and files, and Send. What is typed is kept: here at once, on the server a moment later."""
    w = account.words
    place = actions.place_of(thread_id)
    cursor = use_kept(Cursor)
    too_soon, set_too_soon = use_state(False)

    async def send(_: Any) -> None:
        set_too_soon(photos.is_sending(place))
        if not photos.is_sending(place) and (drafts.body(place).strip() or photos.going(place)):
            await account.do(actions.send, thread_id)
            gone_out()
        account.spawn(cursor.back())

    return ft.Column(
        [
            PickedPhotos(account, photos, place),
            *(
                [problem_note(still_on_its_way(w, photos, place))]
                if too_soon and photos.is_sending(place)
                else []
            ),
            *_field_and_buttons(
                DraftField(account, drafts, place, w._("Write a message"), 1, None, cursor),
                [
                    pick_button(account, place, MAX_PHOTOS, slim=True),
                    file_button(account, place, MAX_FILES, slim=True),
                ],
                send_button(w, send),
                large=account.me.preferences.text_size >= theme.LARGE,
            ),
        ],
        spacing=theme.SNUG,
        tight=True,
    )


def _field_and_buttons(
    entry: ft.Control, before: list[ft.Control], send: ft.Control, *, large: bool
) -> list[ft.Control]:
    """In one row; with ``large`` text the field has its own, or its name would break inside a word on a phone."""
    if large:
        return [ft.Row([entry]), ft.Row([*before, ft.Container(expand=True), send], spacing=theme.HAIR)]
    end = ft.CrossAxisAlignment.END
    return [ft.Row([*before, entry, send], spacing=theme.HAIR, vertical_alignment=end)]


def beside_the_field(account: Account, store: MessagesStore, view: ThreadView) -> list[ft.Control]:
    """What stands with the field.

    What needs a telephone call (spec 6.6); for staff what the family wants to hear about; quick answers, and
    that none is needed (spec 5.8); for a family when it will be seen, and in staff hours until when staff teach
    (spec 6.1).
    """
    w, side = account.words, account.me.side
    thread = view.line.thread
    place = actions.place_of(thread.id)
    guidance = account[GuidanceStore]
    hint = Hint(account, guidance, account.drafts, place, side, thread.pupil_id, key="hint")
    strip = hear_strip(account, store.hears.get(thread.pupil_id)) if side == "staff" else None
    quick = _quick_answers(account, store.quick.get(side, ()), place)
    unanswered = _no_answer(account, store.line(thread.id) or view.line) if side == "staff" else None
    seen = _when_seen(w, thread, view.seen_from)
    if seen is None and side == "family":
        seen = school_day_line(w, account.me.hours)
    return [part for part in (hint, strip, quick, unanswered, seen) if part]


def _no_answer(account: Account, line: ThreadLine) -> ft.Control | None:
    """Takes a thread off the list of those who wait, as after a "Thank you."."""
    thread, last = line.thread, line.last
    if thread.waiting_since is None or last is None:
        return None
    return ft.Row(
        [
            text_button(
                account.words._("No answer needed"),
                lambda _: account.do(actions.needs_no_answer, thread.id, last.id),
                icon=ft.Icons.DONE,
            )
        ],
        wrap=True,
    )


def _when_seen(w: Words, thread: Thread, seen_from: int | None) -> ft.Control | None:
    """For a family out of hours: the day and the time from which the staff are there (spec 6.1)."""
    if seen_from is None:
        return None
    name, date, time = others_name(w, thread, "family"), w.date(seen_from), w.time(seen_from)
    # Translators: {name} is a member of staff or "Class team of 3 Kestrel"; {date} has the weekday.
    said = w._(
        "{name} will see this on {date} from {time}. If it is urgent, call the office.",
        name=name, date=date, time=time,
    )  # fmt: skip
    return ft.Row(
        [
            ft.Icon(ft.Icons.SCHEDULE, size=16, color=ft.Colors.ON_SURFACE_VARIANT),
            small(said, expand=True),
        ],
        spacing=theme.SNUG,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def _quick_answers(account: Account, sentences: tuple[str, ...], place: str) -> ft.Control | None:
    """Sentences that people translated; a tap puts one into the field, nothing is sent."""
    if not sentences:
        return None
    pills = [_pill(account, sentence, place) for sentence in sentences]
    return ft.Row(pills, scroll=ft.ScrollMode.AUTO, spacing=theme.SNUG)


def _pill(account: Account, sentence: str, place: str) -> ft.Control:
    return ft.Semantics(
        button=True,
        container=True,
        content=ft.Container(
            ft.Text(sentence, theme_style=ft.TextThemeStyle.LABEL_LARGE, color=ft.Colors.ON_SURFACE),
            border=ft.Border.all(1, ft.Colors.OUTLINE),
            border_radius=theme.RADIUS_FULL,
            padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.SPACE + 1),
            on_click=lambda _: account.add_words(place, sentence),
            ink=True,
        ),
    )


def calling(account: Account) -> list[ft.Control]:
    """Urgent: the office, in one tap (spec 6.5)."""
    line = call_line(account)
    return [ft.Row(line, wrap=True, spacing=theme.SNUG, run_spacing=0)] if line else []


@component
def EditField(
    account: Account, drafts: DraftStore, message: Message, pupil_id: int, done: Callable[[], Any]
) -> ft.Control:
    """New words for a message of mine, with what happens to the old ones."""
    w = account.words
    place = f"editmessage:{message.id}"

    def save(_: Any) -> None:
        if drafts.body(place).strip():
            account.do(actions.edit, message.id)
            done()

    def cancel(_: Any) -> None:
        account.type(place, "")
        done()

    return ft.Column(
        [
            small(
                w._(
                    "Everybody in this conversation sees the new words and that you changed them. The school keeps "
                    "the earlier words."
                )
            ),
            Hint(account, account[GuidanceStore], drafts, place, account.me.side, pupil_id, key="hint"),
            apart(DraftField(account, drafts, place, w._("Change your message"), 1)),
            ft.Row(
                [
                    main_button(w._("Save"), save, icon=ft.Icons.CHECK),
                    text_button(w._("Leave it as it was"), cancel),
                ],
                wrap=True,
                spacing=theme.SNUG,
                run_spacing=theme.HAIR,
            ),
        ],
        spacing=theme.SNUG,
        tight=True,
    )


def may_not_write(w: Words, why_not: str) -> ft.Control:
    """Why there is no field, in its place."""
    said = {
        "not_covering": w._(
            "The teacher is here and answers. You can write while the teacher is marked as away."
        ),
        "class_over": w._(
            "This conversation has ended, because the class has changed. You can still read it."
        ),
        "right_ended": w._("This conversation has ended. You can still read it."),
        "staff_gone": w._(
            "This conversation has ended, because nobody in it works with this child any more. You can begin a new one."
        ),
    }
    return note(
        said.get(why_not, w._("You can read this conversation, and not write in it.")), ft.Icons.INFO_OUTLINE
    )


def quiet_line(text: str, icon: ft.IconData) -> ft.Control:
    """A sentence with its picture, in the middle of a thread."""
    return ft.Row(
        [ft.Icon(icon, size=16, color=ft.Colors.ON_SURFACE_VARIANT), loose(small(text))],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=theme.SNUG,
    )
