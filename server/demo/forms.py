"""The forms of the demo school: a trip with some answers, medicine, food and allergies, and one that is a draft."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from server.core.db import Tx
from server.demo.enrol import Roll
from server.demo.people import SCHOOL
from server.demo.stories import Act, moment, schoolday
from server.forms.answering import post_answer
from server.forms.bodies import words_of
from server.forms.drafting import post_form
from server.forms.queries import body_in, form_in, row_of
from server.forms.ready.care import DIETARY
from server.forms.ready.medication import MEDICATION
from server.forms.ready.photos import PHOTO
from server.forms.ready.trips import TRIP
from server.forms.rendering import rendered
from server.forms.sending import send_form
from server.school.scope import number_in
from wire.forms import Answers, FieldDraft, FormDraft, NewAnswer, SendForm, Signature

Values = Mapping[str, str | tuple[str, ...]]
TranslateNow = Callable[[Tx, Iterable[int], str], None]
"""Translates texts into a language in the commit that is being made."""
OFFICE: Final = "Mrs Dunne"
_ABOUT: Final = (
    "We go to the science centre by bus.\n"
    "Please bring your child to the classroom at 08:45. We are back at 15:45.\n"
    "It costs £12.50 for each child. Please do not send sweets."
)


@dataclass(frozen=True, slots=True)
class Filled:
    """An answer: who signed for which child, how many schooldays ago, and what they said."""

    by: str
    child: str
    back: int
    at: str
    values: Values


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent. ``ahead``: its last day is so many schooldays from today."""

    draft: FormDraft
    to: str
    back: int
    at: str
    answers: tuple[Filled, ...] = ()
    ahead: int = 0


def _with_words(draft: FormDraft, **words: str) -> FormDraft:
    """A ready form with what the school says of it."""

    def said(field: FieldDraft) -> FieldDraft:
        return replace(field, help=words[field.key]) if field.key in words else field

    return replace(draft, fields=tuple(said(field) for field in draft.fields))


_COMES: Final[Values] = {
    "comes": "yes", "pay": "all", "swimming": "metres_25", "medicine": "no", "travel_sick": "no",
    "lunch": "bring", "emergency_care": "yes", "contact_phone": "07700 900123",
}  # fmt: skip
_WELL: Final[Values] = {"diet": ("none",), "allergy": "no", "agree_share": "yes", "agree_tell": "yes"}
_ALLERGIC: Final[Values] = {**_WELL, "allergy": "yes", "diagnosed": "yes", "emergency_phone": "07700 900145"}

SENT: Final = (
    Sent(
        replace(_with_words(TRIP, about=_ABOUT), title="Trip to the science centre"), "class 4A", 4, "09:10",
        ahead=3,
        answers=(
            Filled("Katarzyna Nowak", "Lena Nowak", 4, "17:20", {
                **_COMES, "contact_name": "Katarzyna Nowak", "else": "Lena boi się psów.",
            }),
            Filled("Daniel Whitlock", "Rosie Whitlock", 3, "19:05", {
                **_COMES, "contact_name": "Daniel Whitlock", "swimming": "well", "medicine": "yes",
                "medicine_what": "Two puffs of the blue inhaler before we walk.",
            }),
            Filled("Samir Haddad", "Omar Haddad", 3, "20:40", {
                **_COMES, "contact_name": "Samir Haddad", "pay": "help", "lunch": "school",
            }),
            Filled("Shirin Chowdhury", "Samira Chowdhury", 2, "08:15", {
                **_COMES, "contact_name": "Shirin Chowdhury", "travel_sick": "yes", "swimming": "little",
            }),
            Filled("Piotr Nowak", "Lena Nowak", 2, "18:30", {"comes": "no"}),
        ),
    ),
    Sent(
        MEDICATION, "school", 15, "10:00",
        answers=(
            Filled("Daniel Whitlock", "Rosie Whitlock", 11, "08:05", {
                "name": "Salbutamol inhaler", "reason": "Asthma", "prescribed": "yes", "dose": "2 puffs",
                "times": ("12:30",), "way": "inhaler", "starts": "2026-09-07", "expires": "2027-10-31",
                "had_before": "yes", "stored": "classroom", "alone": "no", "agree_give": "yes",
                "emergency_plan": "Give 2 more puffs and call me at once.", "emergency_phone": "07700 900145",
                "agree_label": "yes", "agree_tell": "yes",
            }),
        ),
    ),
    Sent(
        DIETARY, "school", 12, "10:05",
        answers=(
            Filled("Claire Pemberton", "Oscar Pemberton", 11, "19:45", {
                **_ALLERGIC, "allergens": ("peanuts", "nuts"), "severity": "severe",
                "signs": "His lips swell and he finds it hard to breathe.",
                "emergency_plan": "Use the pen at once and call 999.", "pen": "yes",
                "emergency_pen_place": "In the red bag in the office", "emergency_pen_expires": "2027-08-31",
                "emergency_spare_pen": "yes",
            }),
            Filled("Daniel Whitlock", "Rosie Whitlock", 11, "20:10", {
                **_ALLERGIC, "diet": ("no_milk",), "allergens": ("milk",), "severity": "medium",
                "signs": "Her stomach hurts.", "emergency_plan": "Let her rest and call me.", "pen": "no",
            }),
            Filled("Nadia Qureshi", "Zara Qureshi", 10, "18:20", {**_WELL, "diet": ("halal",)}),
            Filled("Nadia Qureshi", "Yusuf Qureshi", 10, "18:25", {**_WELL, "diet": ("halal",)}),
            Filled("Katarzyna Nowak", "Lena Nowak", 9, "07:50", {**_WELL, "diet": ("vegetarian",)}),
            Filled("Karen Ashdown", "Freddie Ashdown", 8, "16:30", _WELL),
        ),
    ),
)  # fmt: skip
WRITTEN: Final = frozenset(
    ("else", "medicine_what", "name", "reason", "dose", "signs", "emergency_plan", "emergency_pen_place")
)
"""The fields of these that are answered in words."""
DRAFT: Final = PHOTO
"""What the office is writing and has sent to nobody yet."""


def form_acts(tx: Tx, roll: Roll, translate: TranslateNow) -> Iterator[Act]:
    """The sending of each form and the answers to it, and the draft."""
    zone = SCHOOL.time_zone
    for sent in SENT:
        ids: dict[str, int] = {}
        yield Act(moment(sent, tx.now, zone), partial(_send, tx, roll, sent, ids, tx.now))
        for filled in sent.answers:
            at = min(moment(filled, tx.now, zone), tx.now)
            yield Act(at, partial(_answer, tx, roll, filled, ids, translate))
    yield Act(moment(SENT[0], tx.now, zone) + 1, partial(_begin, tx, roll, DRAFT, {}))


def said() -> Iterator[tuple[str, str]]:
    """Every text of these forms and of the answers to them, with its language: what a phrasebook needs."""
    for draft in (*(sent.draft for sent in SENT), DRAFT):
        yield from (("en", words) for words in words_of(draft))
    for filled in (filled for sent in SENT for filled in sent.answers):
        yield from (
            ("pl" if key == "else" else "en", words)
            for key, words in filled.values.items()
            if key in WRITTEN and isinstance(words, str)
        )


def _begin(tx: Tx, roll: Roll, draft: FormDraft, ids: dict[str, int]) -> None:
    ids["form"] = post_form(tx, roll.viewers[OFFICE], draft)


def _send(tx: Tx, roll: Roll, sent: Sent, ids: dict[str, int], now: int) -> None:
    _begin(tx, roll, sent.draft, ids)
    ask = SendForm(form_id=ids["form"], revision=1, topic=roll.topics[sent.to])
    if sent.ahead:
        ask = replace(ask, deadline=_last_moment(now, sent.ahead), remind_days=1)
    send_form(tx, roll.viewers[OFFICE], ask)


def _last_moment(now: int, ahead: int) -> int:
    """Six in the evening of a schoolday to come."""
    zone = ZoneInfo(SCHOOL.time_zone)
    day = schoolday(datetime.fromtimestamp(now / 1000, zone).date(), ahead)
    return int(datetime.combine(day, time(18), zone).timestamp() * 1000)


def _answer(tx: Tx, roll: Roll, filled: Filled, ids: dict[str, int], translate: TranslateNow) -> None:
    viewer = roll.viewers[filled.by]
    translate(tx, body_in(tx.conn, row_of(tx.conn, ids["form"])).text_ids(), viewer.lang)
    form, _ = form_in(tx.conn, ids["form"], viewer.lang)
    values: dict[str, Any] = {
        key: (said,) if isinstance(said, str) else said for key, said in filled.values.items()
    }
    ask = NewAnswer(
        form_id=form.id,
        pupil_id=number_in(roll.topics[filled.child]),
        version=form.version,
        seen=rendered(form, viewer.lang).seen,
        answers=Answers(values=values, signatures={"sign": Signature(name=filled.by)}),
    )
    post_answer(tx, viewer, ask)
