"""What a family can do with forms. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

import msgspec

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.me import Side
from client.forms import drafts
from client.forms.store import FormsStore
from wire import events
from wire.base import Role
from wire.form_rules import only_shown, shown_fields
from wire.forms import (
    GET_FORM,
    GET_FORMS,
    GET_SIGNED,
    POST_ANSWER,
    Answer,
    AnswerRef,
    Answers,
    FormAsk,
    FormsAsk,
    FormView,
    NewAnswer,
)  # fmt: skip

DEVICE_LETTERS: Final = 80
GONE: Final = frozenset({"not_found", "not_allowed"})


async def look_at(account: Account, side: Side, child: int | None) -> None:
    """Look at one child's forms, or all children's; or at the forms of my work."""
    account.me.side, account.me.child = side, child
    if side == "family":
        await load_list(account, child)


async def load_list(account: Account, child: int | None) -> None:
    """Load the first page of a list. A failure stands in its own state."""
    store = account[FormsStore]
    store.begin(child)
    try:
        store.page(child, await account.api.call(GET_FORMS, FormsAsk(child=child)))
    except (Offline, Refused):
        store.fail(child)


async def load_more(account: Account, child: int | None) -> None:
    """Load the next page of a list. Raises ``Offline`` or ``Refused``."""
    store = account[FormsStore]
    before = store.listing(child).next
    if before is not None:
        page = await account.api.call(GET_FORMS, FormsAsk(child=child, before=before))
        store.page(child, page, more=True)


async def open_form(account: Account, form_id: int) -> None:
    """Load a form with what was answered. A failure stands in the store's own state."""
    store = account[FormsStore]
    if form_id not in store.views:
        store.mark(form_id, "loading")
    try:
        store.opened(await account.api.call(GET_FORM, FormAsk(form_id=form_id)))
    except Offline:
        store.mark(form_id, "failed")
    except Refused as error:
        store.mark(form_id, "gone" if error.code in GONE else "failed")


async def open_signed(account: Account, answer_id: int) -> None:
    """Load a form as it was signed. Without a connection today's words stand in its place."""
    store = account[FormsStore]
    if answer_id not in store.signed:
        with suppress(Offline, Refused):
            store.was_signed(answer_id, await account.api.call(GET_SIGNED, AnswerRef(answer_id=answer_id)))


async def catch_up(account: Account) -> None:
    """After a snapshot: load the list, for the number on the navigation, and whatever is shown, afresh."""
    me, store = account.me.me, account[FormsStore]
    if me is None or Role.PARENT not in me.roles:
        return
    lists = {None, *store.lists}
    await asyncio.gather(*(load_list(account, child) for child in lists))
    await asyncio.gather(*(open_form(account, one) for one in list(store.states)))


async def when_live(account: Account) -> None:
    """The line stands again: load what could not be loaded without it."""
    store = account[FormsStore]
    for child, listing in list(store.lists.items()):
        if listing.state == "failed":
            await load_list(account, child)
    for form_id, state in list(store.states.items()):
        if state == "failed":
            await open_form(account, form_id)


def hear(account: Account, event: events.Event) -> None:
    """A form came, changed or was answered, or its words were translated: what is shown of it is asked for anew."""
    store = account[FormsStore]
    match event:
        case events.FormChanged(form_id) | events.FormAnswered(form_id, _):
            if store.lists:
                account.do(_again, (form_id,), lists=True)
        case events.TextTranslated(text) if shown := store.shows(text):
            account.do(_again, shown, lists=False)
        case _:
            pass


async def _again(account: Account, form_ids: tuple[int, ...], *, lists: bool) -> None:
    store = account[FormsStore]
    if lists:
        for child in list(store.lists):
            await load_list(account, child)
    for form_id in form_ids:
        if form_id in store.views:
            await open_form(account, form_id)


async def sign(account: Account, view: FormView, pupil_id: int, answers: Answers) -> None:
    """Send a form as it is answered and signed; what was filled in stays a draft until it has arrived.

    Whoever taps again because nothing moves, as on a page whose connection broke, sends nothing twice.
    """
    about, leaving = drafts.about(view.form.id, pupil_id), account[FormsStore].leaving
    if about in leaving or account.waiting.about(about) or _is_signed_since(account, view, pupil_id):
        return
    leaving.add(about)
    try:
        answered = await _send(account, view, pupil_id, answers)
    except BaseException:
        leaving.discard(about)
        raise
    account.do(_follow, answered, view.form.id, about)


def _is_signed_since(account: Account, view: FormView, pupil_id: int) -> bool:
    """Whether I have answered since this view of the form was drawn."""
    me, now = account.me.me, account[FormsStore].views.get(view.form.id, view)
    seen = {one.id for one in view.answers}
    return me is not None and any(
        one.signer.id == me.id and pupil_id in one.pupils and one.id not in seen for one in now.answers
    )


async def _send(account: Account, view: FormView, pupil_id: int, answers: Answers) -> asyncio.Future[bytes]:
    form, place = view.form, drafts.place_of(view.form, pupil_id)
    sent = only_shown(form.fields, msgspec.structs.replace(answers, files={}, photos={}))
    # The outbox puts in what was added to the questions; what was added to one that is not asked any more stays here.
    shown = shown_fields(form.fields, answers)
    for one in account.photos.at(place):
        if one.slot not in shown:
            account.photos.remove(place, one.key)
    ask = NewAnswer(
        form_id=form.id,
        pupil_id=pupil_id,
        version=form.version,
        seen=view.seen,
        answers=sent,
        device=account.device.name()[:DEVICE_LETTERS],
    )
    about, words = drafts.about(form.id, pupil_id), account.drafts.body(place)
    return await account.send(POST_ANSWER, ask, about=about, place=place, words=words)


async def _follow(account: Account, answered: asyncio.Future[bytes], form_id: int, about: str) -> None:
    """Once the server has said yes or no: see the form as it is now."""
    store = account[FormsStore]
    with suppress(Refused, asyncio.CancelledError):
        store.answered(msgspec.json.decode(await answered, type=Answer))
    store.leaving.discard(about)
    await open_form(account, form_id)
    await load_list(account, None)
