"""Putting in what a family answered on paper: who signed it, on which day, and what they said (spec 7.5)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.forms import staff_actions
from client.forms.fields import FormFields, Look, uploaded
from client.forms.staff_parts import Go, scrolled, section, use_loading, wrapped
from client.forms.staff_store import StaffFormsStore
from client.ui.component import component, use_maybe, use_state
from client.ui.drawings import LETTER
from client.ui.moments import DayButton, today
from client.ui.parts import card, choice, empty, main_button, note, problem_note
from client.ui.text import small, strong
from wire.base import Person
from wire.form_rules import only_shown, problems
from wire.forms import Answers, Field, FieldKind, Form, MissingFamily, PaperAnswer, Signature


def place_of(form_id: int) -> str:
    """Where photos of the paper are kept until they are sent."""
    return f"formpaper:{form_id}"


@component
def PaperPage(account: Account, store: StaffFormsStore, go: Go, form_id: int, pupil_id: int) -> ft.Control:
    """Loads the form and whose answer is missing, then asks."""
    w = account.words
    look = (form_id, "", False)
    form_waits = use_loading(
        account, store, ("view", *look), lambda: account.do(staff_actions.load_view, look)
    )
    waits = use_loading(
        account, store, ("missing", form_id), lambda: account.do(staff_actions.load_missing, form_id)
    )
    if waits is not None or form_waits is not None:
        return scrolled([one for one in (waits, form_waits) if one is not None][:1])
    family = next((one for one in store.missing[form_id].families if one.pupil_id == pupil_id), None)
    if family is None:
        about = w._("An answer for this child is here already. Please look at the answers.")
        return scrolled([empty(LETTER, w._("Nothing is missing"), about)])
    return PaperForm(account, store.views[look].form, family, go, key=f"paper-{pupil_id}")


@component
def PaperForm(account: Account, form: Form, family: MissingFamily, go: Go) -> ft.Control:
    """The form as the family has it on paper."""
    w = account.words
    answers, put = use_state(Answers())
    signed_by, sign = use_maybe(int)
    day, on = use_state(today(account))
    asked, ask = use_state(False)
    problem, tell = use_state("")
    fields = asked_on_paper(form.fields)
    signer = next((one for one in family.adults if one.id == signed_by), None)
    found = problems(form.fields, _whole(account, form, answers, signer)) if asked else {}
    wrong = {key: code for key, code in found.items() if signer or key in {one.key for one in fields}}

    async def save(_: Any) -> None:
        ask(True)
        whole = _whole(account, form, answers, signer)
        if signer is None or problems(form.fields, whole):
            return
        if still := _still_going(account, place_of(form.id)):
            tell(still)
            return
        paper = PaperAnswer(
            form_id=form.id, pupil_id=family.pupil_id, version=form.version, signed_by=signer.id, signed_on=day,
            answers=whole,
        )  # fmt: skip
        said = await account.attempt(staff_actions.put_paper, paper)
        tell(said or "")
        if said is None:
            account.photos.take(place_of(form.id))
            go(f"/forms/{form.id}/missing")

    return scrolled([
        strong(family.name),
        small(family.class_name),
        note(w._("It is on record that you put this in, and who signed the paper."), ft.Icons.EDIT_NOTE),
        _who(account, family, signed_by, sign, day, on),
        card(FormFields(account, fields, answers, put, Look(place_of(form.id)), wrong, key="fields")),
        *_wrong(w, wrong, problem, unsigned=asked and signer is None),
        ft.Row([main_button(w._("Put it in"), save, icon=ft.Icons.CHECK)], wrap=True),
    ])  # fmt: skip


def _still_going(account: Account, place: str) -> str:
    going = any(one.state in {"sending", "waiting"} for one in account.photos.at(place))
    said = account.words._("A photo or a file is still on its way. Please wait a moment, then try again.")
    return said if going else ""


def _whole(account: Account, form: Form, answers: Answers, signer: Person | None) -> Answers:
    """What is sent: with what was uploaded, and signed by the name of who signed the paper."""
    said = uploaded(account.photos, place_of(form.id), answers)
    keys = [one.key for one in form.fields if one.kind is FieldKind.SIGNATURE]
    signed = {key: Signature(name=signer.name) for key in keys} if signer else {}
    return only_shown(form.fields, Answers(said.values, said.files, said.photos, signed))


def _wrong(w: Words, wrong: Mapping[str, str], problem: str, *, unsigned: bool) -> list[ft.Control]:
    said = [
        w._("Please choose who signed the paper.") if unsigned else "",
        w._("Something is missing. It is marked above.") if wrong else "",
        problem,
    ]
    return [problem_note(one) for one in said if one]


def asked_on_paper(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The questions without the signature, which stays on the paper, and without headings of nothing else."""
    kept: list[Field] = []
    for one in reversed(fields):
        heads_nothing = not kept or kept[-1].kind is FieldKind.SECTION
        if one.kind is not FieldKind.SIGNATURE and not (one.kind is FieldKind.SECTION and heads_nothing):
            kept.append(one)
    return tuple(reversed(kept))


def _who(
    account: Account, family: MissingFamily, signed_by: int | None, sign: Any, day: Any, on: Any
) -> ft.Control:
    w = account.words
    chips: list[ft.Control] = [
        choice(one.name, partial(_sign, sign, one.id), chosen=signed_by == one.id) for one in family.adults
    ]
    nobody = small(w._("No adult of this child may sign forms. Please ask the office."))
    signed_on = DayButton(account, w._("Signed on"), day, on, key="signed-on")
    who = wrapped(chips) if chips else nobody
    return section(w._("Who signed the paper?"), who, wrapped([signed_on]))


def _sign(sign: Any, person_id: int, _: Any) -> None:
    sign(person_id)
