"""Beginning a conversation: about which child, and with whom; or writing to all families of a class."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.me import MeStore, Side
from client.core.photos import PhotoStore
from client.core.words import Words
from client.guidance.parts import Hint
from client.guidance.store import GuidanceStore
from client.messages import actions
from client.messages.composer import calling
from client.messages.parts import group_face, team_name
from client.messages.store import MessagesStore
from client.photos.picking import PickedPhotos, file_button, pick_button, still_on_its_way
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.drafting import DraftField
from client.ui.drawings import SPEECH
from client.ui.parts import (
    apart,
    avatar,
    card,
    choice,
    empty,
    failed_card,
    main_button,
    note,
    problem_note,
    reading_column,
    side_button,
    skeleton,
)
from client.ui.sides import chip_row
from client.ui.text import small, strong, title, words
from wire.messages import MAX_FILES, MAX_PHOTOS, Partner, Partners

Go = Callable[[str], Any]


@component
def BeginPage(account: Account, me: MeStore, store: MessagesStore, go: Go) -> ft.Control:
    """For a family: the child, then the class team or a person. For staff: the class, then a child or all families."""
    w = account.words
    problem, set_problem = use_maybe(str)
    tries, again = use_state(0)
    side, partners = me.side, store.partners.get(me.side)

    async def load() -> None:
        set_problem(await account.attempt(actions.load_partners, side))

    ft.use_effect(load, [side, tries])
    if partners is not None:
        body = PartnerList(account, me, partners, go, key=f"partners-{side}")
    elif problem:
        button = side_button(w._("Try again"), lambda _: again(tries + 1))
        body = failed_card(w._("This could not be loaded"), problem, button)
    else:
        body = skeleton(w, 2)
    return ft.ListView(
        [reading_column(body), *(reading_column(one) for one in calling(account))],
        padding=theme.ROOM,
        spacing=theme.ROOM,
        expand=True,
    )


@component
def PartnerList(account: Account, me: MeStore, partners: Partners, go: Go) -> ft.Control:
    """Chips to choose the child or the class, and below them with whom."""
    w, side = account.words, me.side
    groups = _groups(partners, side)
    first = next((name for name in groups if any(_is_child(one, me.child) for one in groups[name])), None)
    asked, choose = use_state(first or next(iter(groups), ""))
    busy, set_busy = use_state(False)
    if not groups:
        return empty(
            SPEECH,
            w._("There is nobody to write to yet"),
            w._("Please ask the office if you think this is wrong."),
        )
    chosen = asked if asked in groups else next(iter(groups))

    async def begin(partner: Partner) -> None:
        if not busy:
            set_busy(True)
            staff = tuple(person.id for person in partner.staff)
            await account.do(
                actions.begin, partner.pupil_id, staff, lambda thread_id: go(f"/messages/{thread_id}")
            )
            set_busy(False)

    def tapped(partner: Partner) -> Any:
        return lambda _: account.spawn(begin(partner))

    lines: list[ft.Control] = []
    if len(groups) > 1:
        question = w._("About which child?") if side == "family" else w._("Which class?")
        lines += [title(question), chip_row(_chips(groups, chosen, choose))]
    lines.append(title(w._("To whom?")))
    if side == "staff":
        lines += [_all_families(w, one, go) for one in partners.classes if one[1] == chosen]
    lines += [_partner(w, partner, side, tapped(partner)) for partner in groups[chosen]]
    return ft.Column(lines, spacing=theme.SPACE)


def _is_child(partner: Partner, child: int | None) -> bool:
    return child is not None and partner.pupil_id == child


def _groups(partners: Partners, side: Side) -> dict[str, list[Partner]]:
    """For a family by child, for staff by class; a class with no child in it may still have families."""
    groups: dict[str, list[Partner]] = {}
    for _, name, _ in partners.classes if side == "staff" else ():
        groups[name] = []
    for partner in partners.partners:
        name = partner.pupil_name if side == "family" else partner.class_name
        groups.setdefault(name, []).append(partner)
    return groups


def _chips(groups: dict[str, Any], chosen: str, choose: Callable[[str], None]) -> list[ft.Control]:
    def tapped(name: str) -> Callable[[Any], None]:
        return lambda _: choose(name)

    return [choice(name, tapped(name), chosen=name == chosen) for name in groups]


def _partner(w: Words, partner: Partner, side: Side, tap: Any) -> ft.Control:
    people = w.listing([person.name for person in partner.staff])
    team = team_name(w, partner.class_name)
    if side == "staff":
        return _entry(
            avatar(partner.pupil_name),
            partner.pupil_name,
            w._("The family, and you") if people else team,
            tap,
        )
    if not partner.staff:
        return _entry(group_face(), team, w._("The teachers and assistants of the class"), tap)
    return _entry(avatar(partner.staff[0].name), people, w._("Only this person and your family"), tap)


def _all_families(w: Words, one: tuple[int, str, int], go: Go) -> ft.Control:
    class_id, name, families = one
    return _entry(
        group_face(ft.Icons.CAMPAIGN_OUTLINED),
        w._("All families of {name}", name=name),
        w.n("{n} family, which answers alone", "{n} families, each of which answers alone", families),
        lambda _: go(f"/messages/class/{class_id}"),
    )


def _entry(face: ft.Control, name: str, about: str, tap: Any) -> ft.Control:
    said = ft.Column([strong(name), small(about)], spacing=2, expand=True)
    arrow = ft.Icon(ft.Icons.ARROW_FORWARD, size=18, color=ft.Colors.ON_SURFACE_VARIANT)
    parts = [face, said, arrow]
    box = card(ft.Row(parts, spacing=theme.SPACE), tap=tap, flat=True, padding=theme.SPACE)
    return ft.MergeSemantics(ft.Semantics(content=box, button=True))


@component
def ClassPage(account: Account, store: MessagesStore, class_id: int, done: Callable[[], Any]) -> ft.Control:
    """Writing to all families of a class: how many there are stands above the field."""
    w = account.words
    partners = store.partners.get("staff")

    async def load() -> None:
        if partners is None:
            await account.do(actions.load_partners, "staff")

    ft.use_effect(load, [class_id])
    known = [one for one in (partners.classes if partners else ()) if one[0] == class_id]
    if not known:
        return ft.Container(reading_column(skeleton(w, 1)), padding=theme.ROOM)
    _, name, families = known[0]
    form = ClassForm(
        account, account.drafts, account.photos, class_id, name, families, done, key=f"class-{class_id}"
    )
    return ft.ListView([reading_column(form)], padding=theme.ROOM, expand=True)


@component
def ClassForm(
    account: Account, drafts: DraftStore, photos: PhotoStore, class_id: int, name: str, families: int,
    done: Callable[[], Any],
) -> ft.Control:  # fmt: skip
    """The words, the photos and files, and a button that says how many families it reaches."""
    w = account.words
    place = f"classmessage:{class_id}"
    missing, miss = use_state("")

    def send(_: Any) -> None:
        if photos.is_sending(place):
            miss(still_on_its_way(w, photos, place))
        elif not drafts.body(place).strip() and not photos.going(place):
            miss(w._("Please write something or add a photo first."))
        else:
            account.do(actions.send_to_class, class_id)
            done()

    said = w.n("Send to {n} family", "Send to {n} families", families)
    return ft.Column(
        [
            *_what_happens(w, name, families),
            Hint(account, account[GuidanceStore], drafts, place, "staff", None, key="hint"),
            apart(DraftField(account, drafts, place, w._("Write a message"), 5)),
            PickedPhotos(account, photos, place),
            ft.Row(
                [pick_button(account, place, MAX_PHOTOS), file_button(account, place, MAX_FILES)],
                wrap=True,
                spacing=theme.SNUG,
                run_spacing=theme.SNUG,
            ),
            *([problem_note(missing)] if missing else []),
            ft.Row([main_button(said, send, icon=ft.Icons.SEND, disabled=not families)], wrap=True),
        ],
        spacing=theme.ROOM,
    )


def _what_happens(w: Words, name: str, families: int) -> list[ft.Control]:
    """Before anything is sent: to how many it goes, and who sees the answers."""
    reads = w.n(
        "{n} family reads this, in their own language.",
        "{n} families read this, each in their own language.",
        families,
    )
    alone = w._(
        "Each family gets it in their own conversation with the class team, and answers there. No family "
        "sees what another one answers."
    )
    heading = title(w._("All families of {name}", name=name))
    return [heading, words(reads), note(alone, ft.Icons.LOCK_OUTLINE)]
