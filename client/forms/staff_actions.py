"""What somebody who works here can look at, and do with answers. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Final, Literal

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.forms.staff_store import Look, StaffFormsStore, Table, What
from wire import events
from wire.base import Nothing
from wire.forms import (
    CLOSE_FORM,
    GET_ANSWER,
    GET_CARE,
    GET_COLLATION,
    GET_FORM,
    GET_FORM_PLACES,
    GET_FORMS,
    GET_MISSING,
    GET_PROFESSIONALS,
    GET_SIGNED,
    GET_WORDING,
    PASS_ON,
    POST_PAPER,
    REMIND_FORM,
    TAKE_BACK,
    AnswerRef,
    Care,
    CareAsk,
    CollationAsk,
    FormAsk,
    FormRef,
    FormsAsk,
    PaperAnswer,
    PassOn,
    WordingAsk,
    answers_path,
    trip_list_path,
)

CALM: Final = 0.5
"""Seconds after which what changed is loaded again: thirty families may answer in one minute."""
Download = Literal["csv", "pdf", "trip"]


async def loading(account: Account, what: What, load: Callable[[], Awaitable[None]]) -> None:
    """Load something. A failure stands in the store, with its reason in words."""
    store = account[StaffFormsStore]
    store.mark(what, "loading")
    try:
        await load()
    except Offline:
        store.mark(what, "failed", account.words._("There is no connection to the school."))
    except Refused as error:
        store.mark(what, "failed", account.words.refusal(error.code, error.facts))
    else:
        store.mark(what, "ready")


async def load_list(account: Account, *, more: bool = False) -> None:
    """The newest forms, or the ones after those that are here."""
    store = account[StaffFormsStore]
    before = store.next if more else None
    if more and before is None:
        return

    async def load() -> None:
        ask = FormsAsk(side="staff", before=before)
        store.page(await account.api.call(GET_FORMS, ask), first=not more)

    await loading(account, ("list",), load)


async def load_view(account: Account, look: Look) -> None:
    """One form, as I see it or as a reader of another language does."""
    form_id, lang, is_next = look

    async def load() -> None:
        ask = FormAsk(form_id=form_id, side="staff", lang=lang or None, next=is_next)
        account[StaffFormsStore].views[look] = await account.api.call(GET_FORM, ask)

    await loading(account, ("view", *look), load)


async def load_wording(account: Account, form_id: int, lang: str) -> None:
    """All words of a form beside the original."""

    async def load() -> None:
        ask = WordingAsk(form_id=form_id, lang=lang)
        account[StaffFormsStore].wordings[form_id, lang] = await account.api.call(GET_WORDING, ask)

    await loading(account, ("words", form_id, lang), load)


async def load_missing(account: Account, form_id: int) -> None:
    """Who has not answered."""

    async def load() -> None:
        account[StaffFormsStore].missing[form_id] = await account.api.call(GET_MISSING, FormRef(form_id))

    await loading(account, ("missing", form_id), load)


async def load_table(account: Account, ask: CollationAsk) -> None:
    """A page of answers. The server puts on record that answers of a private form were seen."""

    async def load() -> None:
        page = await account.api.call(GET_COLLATION, ask)
        account[StaffFormsStore].tables[ask.form_id] = Table(ask, page)

    await loading(account, ("table", ask.form_id), load)


async def load_answer(account: Account, answer_id: int) -> None:
    """One answer in full."""

    async def load() -> None:
        answer = await account.api.call(GET_ANSWER, AnswerRef(answer_id))
        account[StaffFormsStore].answers[answer_id] = answer

    await loading(account, ("answer", answer_id), load)


async def load_signed(account: Account, answer_id: int) -> None:
    """The form as it was signed: words, language and version."""

    async def load() -> None:
        form = await account.api.call(GET_SIGNED, AnswerRef(answer_id))
        account[StaffFormsStore].signed[answer_id] = form

    await loading(account, ("signed", answer_id), load)


async def load_places(account: Account) -> None:
    """Everybody for whom a form can be."""

    async def load() -> None:
        account[StaffFormsStore].places = (await account.api.call(GET_FORM_PLACES, Nothing())).places

    await loading(account, ("places",), load)


async def load_people(account: Account) -> None:
    """The professionals to whom answers can be passed on."""

    async def load() -> None:
        account[StaffFormsStore].people = (await account.api.call(GET_PROFESSIONALS, Nothing())).people

    await loading(account, ("people",), load)


async def load_care(account: Account, topic: str) -> None:
    """What is to be known of the children of a class."""

    async def load() -> None:
        try:
            care = await account.api.call(GET_CARE, CareAsk(topic))
        except Refused as error:
            if error.code != "not_found":
                raise
            # Who works with none of these children, and was passed nothing on.
            care = Care(notes=())
        account[StaffFormsStore].care[topic] = care

    await loading(account, ("care", topic), load)


async def remind(account: Account, form_id: int) -> None:
    """Remind those who have not answered, and say how many it reached."""
    w, gone = account.words, await account.api.call(REMIND_FORM, FormRef(form_id))
    account.notices.say("done", w.n("{n} family was reminded.", "{n} families were reminded.", gone.count))
    await load_missing(account, form_id)


async def close_form(account: Account, form_id: int) -> None:
    """Nobody can answer any more."""
    account[StaffFormsStore].card(await account.api.call(CLOSE_FORM, FormRef(form_id)))
    await refresh(account, form_id)


async def pass_on(account: Account, form_id: int, pupils: Iterable[int], to: int | None) -> None:
    """Let the class teams, or one professional, see what was answered for these children."""
    w = account.words
    gone = await account.api.call(PASS_ON, PassOn(form_id=form_id, pupils=tuple(pupils), to=to))
    said = w.n("Passed on for {n} child.", "Passed on for {n} children.", gone.count)
    account.notices.say("done", said)
    table = account[StaffFormsStore].tables.get(form_id)
    if table is not None:
        await load_table(account, table.ask)


async def take_back(account: Account, form_id: int, pupils: Iterable[int], to: int | None) -> None:
    """Let them see no more of what was answered for these children."""
    w = account.words
    gone = await account.api.call(TAKE_BACK, PassOn(form_id=form_id, pupils=tuple(pupils), to=to))
    # Translators: the office had let others see answers to a form, and ended that.
    account.notices.say("done", w.n("Taken back for {n} child.", "Taken back for {n} children.", gone.count))
    table = account[StaffFormsStore].tables.get(form_id)
    if table is not None:
        await load_table(account, table.ask)


async def put_paper(account: Account, ask: PaperAnswer) -> None:
    """Put in what a family answered on paper. Raises ``Offline`` or ``Refused``."""
    await account.api.call(POST_PAPER, ask)
    await refresh(account, ask.form_id)


def hear(account: Account, event: events.Event) -> None:
    """Load again, a moment later, what changed and was looked at."""
    if isinstance(event, events.FormChanged | events.FormAnswered | events.AnswersTakenBack):
        store = account[StaffFormsStore]
        if store.state("list").kind == "ready" or store.shown(event.form_id):
            account.do(_later, event.form_id)


async def _later(account: Account, form_id: int) -> None:
    store = account[StaffFormsStore]
    if form_id in store.due:
        return
    store.due.add(form_id)
    await asyncio.sleep(CALM)
    store.due.discard(form_id)
    await refresh(account, form_id)


async def refresh(account: Account, form_id: int) -> None:
    """Load again what is shown of a form; never answers, of which each look is on record."""
    store = account[StaffFormsStore]
    if store.state("list").kind == "ready":
        await load_list(account)
    for what, state in store.shown(form_id):
        if state.kind == "ready":
            await _again(account, what)


async def _again(account: Account, what: What) -> None:
    match what:
        case ("view", int(form_id), str(lang), bool(is_next)):
            await load_view(account, (form_id, lang, is_next))
        case ("words", int(form_id), str(lang)):
            await load_wording(account, form_id, lang)
        case ("missing", int(form_id)):
            await load_missing(account, form_id)
        case _:
            pass


def address(account: Account, form_id: int, kind: Download, class_id: int | None = None) -> str:
    """Where a file of answers is: in a browser the page's own server, else with a short-lived pass."""
    at_home = account.device.transport is not None
    grant = "" if at_home else account.me.grant
    path = (
        trip_list_path(form_id, grant, class_id)
        if kind == "trip"
        else answers_path(form_id, kind, grant, class_id)
    )
    return path if at_home else account.device.base_url + path
