"""The page about a conversation: who is in it, who else can open it, what the family would like to hear about."""

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.exporting.parts import DownloadCard
from client.exporting.store import ExportsStore
from client.messages.composer import calling
from client.messages.hear import HearSection
from client.messages.parts import team_name
from client.messages.school_day import school_day_card
from client.messages.store import MessagesStore
from client.ui import theme
from client.ui.component import component
from client.ui.parts import avatar, card, note, reading_column, skeleton
from client.ui.text import small, strong, title, words
from wire.base import Person
from wire.messages import Thread, ThreadKind


@component
def AboutThread(account: Account, me: MeStore, store: MessagesStore, thread_id: int) -> ft.Control:
    """One column, from who is in it to what one can ask for."""
    view = store.view(thread_id)
    if view is None:
        return ft.Container(reading_column(skeleton(account.words, 1)), padding=theme.ROOM)
    thread = view.line.thread
    parts: list[ft.Control] = [
        _who(account.words, thread),
        _who_else(account.words),
        *(school_day_card(account.words, me.hours) if me.side == "family" else []),
        card(
            HearSection(
                account, me, store, thread.pupil_id, thread.pupil_name, key=f"hear-{thread.pupil_id}"
            ),
            flat=True,
        ),
        *download_place(account, thread_id),
        *calling(account),
    ]
    return ft.ListView(
        [reading_column(part) for part in parts], spacing=theme.ROOM, padding=theme.ROOM, expand=True
    )


def download_place(account: Account, thread_id: int) -> list[ft.Control]:
    """Where downloading the conversation stands (spec 5.6)."""
    return [DownloadCard(account, account[ExportsStore], thread_id, key=f"download-{thread_id}")]


def _who(w: Words, thread: Thread) -> ft.Control:
    staff = team_name(w, thread.class_name) if thread.kind is ThreadKind.CLASS else w._("From the school")
    family = w._("The family of {name}", name=thread.pupil_name)
    lines: list[ft.Control] = [title(w._("Who is in this conversation"))]
    for name, people in ((staff, thread.staff), (family, thread.family)):
        lines.append(strong(name))
        lines += [_person(person) for person in people]
    lines.append(small(w._("Who joins or leaves the class team joins or leaves this conversation too.")))
    return card(
        ft.Column(lines if thread.kind is ThreadKind.CLASS else lines[:-1], spacing=theme.SNUG), flat=True
    )


def _person(person: Person) -> ft.Control:
    return ft.Row([avatar(person.name, size=32), words(person.name, expand=True)], spacing=theme.SPACE)


def _who_else(w: Words) -> ft.Control:
    """Said to both sides alike (spec 1.4)."""
    return card(
        ft.Column(
            [
                title(w._("Who else can read it")),
                words(
                    w._(
                        "The headteacher's team and the safeguarding lead can open this conversation, to keep children "
                        "safe. Each time they must give a reason. The reason, who it was and when are recorded, and "
                        "nobody can change that record."
                    )
                ),
                note(w._("What you remove or change stays on record for them."), ft.Icons.INFO_OUTLINE),
            ],
            spacing=theme.SNUG,
        ),
        flat=True,
    )
