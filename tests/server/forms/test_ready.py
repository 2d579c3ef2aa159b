"""The forms that come with Bookbag can be sent as they are, and answered (spec 7.1)."""

import pytest

from server.forms.ready import READY
from server.forms.rules import YEAR as YEAR_MS
from server.forms.rules import Given, Stand, due_of
from wire.form_rules import draft_problems
from wire.forms import CARE, Due, FieldKind, FormDraft, FormKind

DAY_MS = 86_400_000


def test_there_is_one_for_every_kind() -> None:
    assert {one.kind for one in READY} == set(FormKind) - {FormKind.OWN}
    assert len(READY) == len(FormKind) - 1


@pytest.mark.parametrize("draft", READY, ids=lambda draft: str(draft.kind))
def test_each_can_be_sent_and_is_signed(draft: FormDraft) -> None:
    assert draft_problems(draft) == {}
    assert draft.fields[-1].kind is FieldKind.SIGNATURE
    assert draft.fields[-1].required
    assert draft.private >= (draft.kind in CARE)
    assert draft.lang == "en"


def test_medical_and_intimate_care_are_asked_every_year() -> None:
    assert {one.kind for one in READY if one.yearly} >= CARE


def form(**facts: object) -> Stand:
    known = {"version": 1, "state": "live", "deadline": None, "yearly": False, "repeats": False}
    return Stand(**(known | facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stand", "given", "due"),
    [
        (form(), (), Due.OPEN),
        (form(), ((1, 0),), Due.DONE),
        (form(version=2), ((1, 0),), Due.AGAIN),
        (form(version=2), ((1, 0), (2, 5)), Due.DONE),
        (form(deadline=DAY_MS), (), Due.OVER),
        (form(deadline=DAY_MS + 1), (), Due.OPEN),
        (form(deadline=DAY_MS, version=2), ((1, 0),), Due.OVER),
        (form(state="closed"), (), Due.OVER),
        (form(state="closed"), ((1, 0),), Due.DONE),
        (form(yearly=True, deadline=5), (), Due.OPEN),
        (form(yearly=True), ((1, DAY_MS - YEAR_MS + 1),), Due.DONE),
        (form(yearly=True), ((1, DAY_MS - YEAR_MS),), Due.AGAIN),
        (form(repeats=True), ((1, 0),), Due.ANY_TIME),
        (form(repeats=True, version=2), ((1, 0),), Due.ANY_TIME),
        (form(repeats=True, yearly=True), ((1, DAY_MS - YEAR_MS),), Due.AGAIN),
        (form(repeats=True, state="closed"), (), Due.OVER),
    ],
)
def test_how_a_form_stands_for_a_child(stand: Stand, given: tuple[tuple[int, int], ...], due: Due) -> None:
    assert due_of(stand, [Given(*one) for one in given], DAY_MS) is due
