"""Sending a form: to whom, until when, with which reminders; what it reaches, and asking once more (spec 7.2)."""

from datetime import date, time, timedelta
from typing import Any, Final

import flet as ft
import msgspec

from client.core.account import Account
from client.core.words import Words
from client.directory.audience import ReachLine, audience_name, audience_picker, first_topic, topic_name
from client.forms import making, staff_actions
from client.forms.building import problem_said
from client.forms.staff_parts import Go, confirm, scrolled, section, use_loading, use_places, whom, wrapped
from client.forms.staff_store import StaffFormsStore, Writing
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.moments import DayButton, MinuteButton, local, moment, today
from client.ui.parts import card, choice, main_button, note, problem_note, side_button, switch
from client.ui.text import small, strong, words
from wire.base import Topic
from wire.form_rules import draft_problems
from wire.forms import GET_FORM_REACH, FormCard, FormDraft, FormWording, SendForm
from wire.school import Audience, Reach

REMINDERS: Final = (0, 1, 2, 3, 7)
AHEAD: Final = timedelta(days=14)
AFTERNOON: Final = 16 * 60


class Until(msgspec.Struct, frozen=True):
    """By when answers are needed, and how many days before those who are missing are reminded."""

    day: date
    minute: int = AFTERNOON
    on: bool = True
    remind_days: int = 2


@component
def SendPage(account: Account, store: StaffFormsStore, go: Go, form_id: int) -> ft.Control:
    """Loads the draft and what is known of its words, then asks."""
    draft_waits = use_loading(
        account, store, ("draft", form_id), lambda: account.do(making.open_draft, form_id)
    )
    lang = account.words.lang
    words_wait = use_loading(
        account, store, ("words", form_id, lang),
        lambda: account.do(staff_actions.load_wording, form_id, lang),
    )  # fmt: skip
    writing = store.writing.get(form_id)
    sent_before = writing is not None and writing.view.version > 0
    list_waits = use_loading(account, store, ("list",), lambda: account.do(staff_actions.load_list))
    places_wait = use_places(account, store)
    waits = draft_waits or places_wait
    if writing is None or waits is not None:
        return scrolled([waits] if waits is not None else [])
    card_of = store.cards.get(form_id)
    if sent_before and card_of is None and list_waits is not None:
        return scrolled([list_waits])
    wording = store.wordings.get((form_id, lang)) if words_wait is None else None
    return SendFields(
        account, store, writing, card_of if sent_before else None, wording, go, key=f"send-{form_id}"
    )


@component
def SendFields(
    account: Account, store: StaffFormsStore, writing: Writing, sent: FormCard | None,
    wording: FormWording | None, go: Go,
) -> ft.Control:  # fmt: skip
    """``sent``: the form as it is out; then its audience stays."""
    w, form_id = account.words, writing.view.form_id
    topic, choose = use_state((sent.topic if sent else None) or first_topic(store.places))
    until, put = use_state(_begin(account, sent))
    problem, tell = use_state("")
    asking, ask = use_state(False)
    reach, hear = use_maybe(Reach)

    async def send() -> None:
        said = await account.attempt(making.send_form, _ask(account, writing, topic, until))
        tell(said or "")
        if said is None:
            go(f"/forms/{form_id}")

    said = _last_words(w, writing, whom(w, sent) if sent else _name_of(w, store.places, topic))
    dialog = confirm(
        w, w._("Send this form?"), said, w._("Send"), lambda: account.spawn(send()), lambda: ask(False)
    )
    ft.use_dialog(dialog if asking else None)
    wrong = _what_is_wrong(account, writing.draft, until)
    parts = [
        _whom(w, store.places, sent, topic, choose),
        ReachLine(account, topic, GET_FORM_REACH, hear, key=f"reach-{topic}"),
        _until(account, writing.draft, until, put),
        *_checked(w, wording, reach, form_id, go),
        *_left_empty(w, writing.draft),
        *[problem_note(one) for one in (*wrong, problem) if one],
        wrapped(
            [main_button(w._("Send the form"), lambda _: ask(True), icon=ft.Icons.SEND, disabled=bool(wrong))]
        ),
    ]
    return scrolled(parts)


def _ask(account: Account, writing: Writing, topic: Topic, until: Until) -> SendForm:
    deadline = _deadline(account, until)
    return SendForm(
        form_id=writing.view.form_id, revision=writing.view.revision, topic=topic, deadline=deadline,
        remind_days=until.remind_days if deadline and not writing.draft.repeats else 0,
    )  # fmt: skip


def _begin(account: Account, sent: FormCard | None) -> Until:
    if sent is not None and sent.deadline is not None and sent.deadline > account.clock.now():
        at = local(sent.deadline, account.words.zone)
        return Until(at.date(), at.hour * 60 + at.minute)
    return Until(today(account) + AHEAD)


def _deadline(account: Account, until: Until) -> int | None:
    if not until.on:
        return None
    return moment(until.day, time(until.minute // 60 % 24, until.minute % 60), account.words.zone)


def _what_is_wrong(account: Account, draft: FormDraft, until: Until) -> list[str]:
    w, deadline = account.words, _deadline(account, until)
    wrong = [problem_said(w, one) for one in dict.fromkeys(draft_problems(draft).values())]
    if deadline is not None and deadline <= account.clock.now():
        wrong.append(w.refusal("deadline_past"))
    return wrong


def _left_empty(w: Words, draft: FormDraft) -> list[ft.Control]:
    """The ready forms leave lines such as "Where we go:" to the school."""
    written = (draft.intro, *(field.help for field in draft.fields))
    lines = (line.strip() for text in written for line in text.splitlines())
    # Translators: {line} is a line of a form that ends with a colon and says nothing after it.
    said = [w._("“{line}” has nothing after it yet.", line=line) for line in lines if line.endswith(":")]
    return [note("\n".join(said), ft.Icons.EDIT_NOTE)] if said else []


def _last_words(w: Words, writing: Writing, to: str) -> str:
    said = w._("“{title}” goes to: {audience}.", title=writing.draft.title.strip(), audience=w.apart(to))
    again = w._("Families who have answered already are asked again.")
    first = w._("After that its words can only change in a new version.")
    return f"{said} {again if writing.view.version else first}"


def _name_of(w: Words, places: tuple[Audience, ...], topic: str) -> str:
    known = next((one for one in places if one.topic == topic), None)
    if known is not None and topic.startswith("pupil:"):
        return audience_name(w, known)
    return topic_name(w, topic, known.name if known else "")


def _whom(
    w: Words, places: tuple[Audience, ...], sent: FormCard | None, topic: Topic, choose: Any
) -> ft.Control:
    if sent is not None:
        stays = small(w._("A new version goes to the same families as before."))
        return section(w._("Who is it for?"), strong(w.apart(whom(w, sent))), stays)
    return section(w._("Who is it for?"), audience_picker(w, places, topic, choose))


def _until(account: Account, draft: FormDraft, until: Until, put: Any) -> ft.Control:
    w = account.words

    def change(**fields: Any) -> None:
        put(msgspec.structs.replace(until, **fields))

    rows: list[ft.Control] = [
        switch(w._("Answers are needed by a day"), until.on, lambda on: change(on=on)),
    ]
    if until.on:
        buttons: list[ft.Control] = [
            DayButton(account, w._("Day"), until.day, lambda day: change(day=day), key="day"),
            MinuteButton(account, w._("Time"), until.minute, lambda at: change(minute=at), key="minute"),
        ]
        names = {0: w._("No reminder")} | {
            n: w.n("{n} day before", "{n} days before", n) for n in REMINDERS if n
        }
        chips: list[ft.Control] = [
            choice(names[n], lambda _, n=n: change(remind_days=n), chosen=until.remind_days == n)
            for n in REMINDERS
        ]
        if not draft.repeats:
            about = words(w._("Remind those who have not answered"))
            rows += [wrapped(buttons), about, wrapped(chips)]
        else:
            rows.append(wrapped(buttons))
    return section(w._("Until when?"), *rows)


def _checked(
    w: Words, wording: FormWording | None, reach: Reach | None, form_id: int, go: Go
) -> list[ft.Control]:
    """For each language that is read there how much of the form a person checked."""
    if wording is None:
        return []
    of = len(wording.wordings)
    own = wording.wordings[0].text.lang if wording.wordings else ""
    read = wording.languages if reach is None else dict(reach.languages)
    others = {tag: wording.languages.get(tag, 0) for tag in read if tag != own}
    if not others:
        return []
    lines: list[ft.Control] = [strong(w._("Translations that a person checked"))]
    for tag, many in others.items():
        lines.append(small(w._("{language}: {done} of {all}", language=w.language(tag), done=w.number(many),
                               all=w.number(of))))  # fmt: skip
    if any(many < of for many in others.values()):
        said = w._(
            "Families can answer all the same. They are told that nobody has checked the translation yet."
        )
        lines.append(note(said, ft.Icons.TRANSLATE))
    check = side_button(
        w._("Check the translations"), lambda _: go(f"/forms/{form_id}/edit/words"), icon=ft.Icons.TRANSLATE
    )
    lines.append(ft.Row([check], wrap=True))
    return [card(ft.Column(lines, spacing=theme.SNUG), flat=True)]
