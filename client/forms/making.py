"""What the office can do with a form before it is sent: write it, check its words, send it."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.forms.staff_actions import load_wording, loading, refresh
from client.forms.staff_store import StaffFormsStore, Writing
from wire.base import Nothing
from wire.forms import (
    CHECK_WORDING,
    FREEZE_WORDING,
    GET_DRAFT,
    GET_READY_FORMS,
    POST_FORM,
    SAVE_DRAFT,
    SEND_FORM,
    CheckWording,
    FormDraft,
    FormRef,
    FreezeWording,
    SaveDraft,
    SendForm,
)

CALM: Final = 0.7
"""Seconds without a key before a draft goes to the server."""


def place_of(form_id: int) -> str:
    """Where a form that is written and not saved yet is kept on the device."""
    return f"formdraft:{form_id}"


async def load_ready(account: Account) -> None:
    """The forms that come with Bookbag."""

    async def load() -> None:
        account[StaffFormsStore].ready = (await account.api.call(GET_READY_FORMS, Nothing())).forms

    await loading(account, ("ready",), load)


async def begin(account: Account, draft: FormDraft) -> None:
    """Make a new form of this, and show it. Raises ``Offline`` or ``Refused``."""
    view = await account.api.call(POST_FORM, draft)
    store = account[StaffFormsStore]
    store.writing[view.form_id] = Writing(view, view.draft)
    store.mark(("draft", view.form_id), "ready")
    if store.state("list").kind == "ready":
        await refresh(account, view.form_id)
    account.go(f"/forms/{view.form_id}/edit")


async def open_draft(account: Account, form_id: int) -> None:
    """Load what the next version of a form says; what was written here and not saved stands in it."""

    async def load() -> None:
        view = await account.api.call(GET_DRAFT, FormRef(form_id))
        _take_up(account, view.form_id, Writing(view, view.draft))

    await loading(account, ("draft", form_id), load)
    await _save(account, form_id)


def _take_up(account: Account, form_id: int, fresh: Writing) -> None:
    store, kept = account[StaffFormsStore], _kept(account, form_id)
    if kept is None or kept.draft == fresh.draft:
        store.writing[form_id] = fresh
    elif kept.revision == fresh.view.revision:
        store.writing[form_id] = msgspec.structs.replace(fresh, draft=kept.draft, state="waiting")
    else:
        # Somebody saved another since it was written here.
        store.writing[form_id] = msgspec.structs.replace(fresh, draft=kept.draft, theirs=fresh.view)


def _kept(account: Account, form_id: int) -> SaveDraft | None:
    try:
        return msgspec.json.decode(account.drafts.draft(place_of(form_id)), type=SaveDraft)
    except msgspec.MsgspecError:
        return None


def write(account: Account, form_id: int, draft: FormDraft) -> None:
    """The form says this from now on: kept here at once, on the server in a moment."""
    store = account[StaffFormsStore]
    was = store.writing[form_id]
    store.write(form_id, draft=draft, state="waiting", problem="")
    ask = SaveDraft(form_id=form_id, revision=was.view.revision, draft=draft)
    account.type(place_of(form_id), msgspec.json.encode(ask).decode())
    if was.theirs is None:
        account.do(_save_soon, form_id, draft)


async def _save_soon(account: Account, form_id: int, draft: FormDraft) -> None:
    await asyncio.sleep(CALM)
    if account[StaffFormsStore].writing[form_id].draft is draft:
        await _save(account, form_id)


async def when_live(account: Account) -> None:
    """The line stands again: what could not be saved is saved."""
    for form_id, one in list(account[StaffFormsStore].writing.items()):
        if one.state in {"offline", "waiting"}:
            await _save(account, form_id)


async def save(account: Account, form_id: int) -> bool:
    """Save now, as before it is looked at or sent; whether the server has all that is written."""
    await _save(account, form_id)
    one = account[StaffFormsStore].writing.get(form_id)
    return one is not None and one.state == "saved" and one.theirs is None


async def _save(account: Account, form_id: int) -> None:
    """Until the server has what is written; one request at a time, each with the revision of the one before."""
    store = account[StaffFormsStore]
    one = store.writing.get(form_id)
    while one is not None and one.theirs is None and one.draft != one.view.draft:
        if one.state == "saving":
            return
        store.write(form_id, state="saving", problem="")
        ask = SaveDraft(form_id=form_id, revision=one.view.revision, draft=one.draft)
        try:
            view = await account.api.call(SAVE_DRAFT, ask)
        except Offline:
            store.write(form_id, state="offline")
            return
        except Refused as error:
            await _refused(account, form_id, error)
            return
        now = store.writing[form_id]
        # A draft that the server tidied is still what was written.
        whole = view if now.draft != one.draft else msgspec.structs.replace(view, draft=one.draft)
        store.write(form_id, view=whole, state="saved" if now.draft == one.draft else "waiting")
        one = store.writing[form_id]
    if one is not None and one.theirs is None:
        store.write(form_id, state="saved")
        account.type(place_of(form_id), "")


async def _refused(account: Account, form_id: int, error: Refused) -> None:
    store = account[StaffFormsStore]
    store.write(form_id, state="refused", problem=account.words.refusal(error.code, error.facts))
    if error.code == "draft_changed":
        theirs = await account.api.call(GET_DRAFT, FormRef(form_id))
        store.write(form_id, theirs=theirs)


async def settle(account: Account, form_id: int, draft: FormDraft) -> None:
    """Two people wrote it: this is what both agree on. Saved over the newer one."""
    store = account[StaffFormsStore]
    theirs = store.writing[form_id].theirs
    if theirs is not None:
        store.write(form_id, view=theirs, theirs=None)
        write(account, form_id, draft)
        await save(account, form_id)


async def send_form(account: Account, ask: SendForm) -> None:
    """Send a form to its families. Raises ``Offline`` or ``Refused``."""
    store = account[StaffFormsStore]
    store.card(await account.api.call(SEND_FORM, ask))
    store.writing.pop(ask.form_id, None)
    store.states.pop(("draft", ask.form_id), None)
    await refresh(account, ask.form_id)


async def check(account: Account, ask: CheckWording) -> None:
    """Say how a text reads. Raises ``Offline`` or ``Refused``."""
    await account.api.call(CHECK_WORDING, ask)
    await load_wording(account, ask.form_id, ask.lang)


async def freeze(account: Account, form_id: int, lang: str, *, on: bool) -> None:
    """From now on the words of a language stay as they are, or may be changed again."""
    ask = FreezeWording(form_id=form_id, lang=lang, on=on)
    account[StaffFormsStore].wordings[form_id, lang] = await account.api.call(FREEZE_WORDING, ask)
