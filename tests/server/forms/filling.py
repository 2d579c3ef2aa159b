"""What the tests of forms do again and again: make one, send it, fill it in, sign it."""

from typing import Any

from server.forms.ready import READY
from tests.cast import Who
from tests.school import School
from wire.base import Refusal
from wire.forms import (
    GET_FORM,
    POST_ANSWER,
    POST_FORM,
    SAVE_DRAFT,
    SEND_FORM,
    Answer,
    Answers,
    DraftView,
    FieldDraft,
    FieldKind,
    FormAsk,
    FormCard,
    FormDraft,
    FormKind,
    FormView,
    NewAnswer,
    OptionDraft,
    SaveDraft,
    SendForm,
    ShownIf,
    Signature,
)

SIGNED = {"sign": Signature(name="Nadia Qureshi", strokes=(((1, 2), (3, 4)),))}
COMES = Answers(values={"comes": ("yes",), "note": ("She cannot eat nuts.",)}, signatures=SIGNED)
STAYS = Answers(values={"comes": ("no",)}, signatures=SIGNED)


def field(key: str, kind: FieldKind = FieldKind.TEXT, label: str = "", **facts: Any) -> FieldDraft:
    return FieldDraft(key=key, kind=kind, label=label or key.title(), **facts)


def trip(**facts: Any) -> FormDraft:
    """A short form: may the child come, and is there anything to say."""
    return FormDraft(
        **({"kind": FormKind.TRIP, "title": "A trip to the farm", "lang": "en", "fields": TRIP} | facts)
    )


TRIP = (
    field("about", FieldKind.SECTION, "We leave at 09:30 and do not stop on the way."),
    field("comes", FieldKind.YES_NO, "May your child come?", required=True),
    field("note", FieldKind.LONG_TEXT, "Anything else?", shown_if=ShownIf(field="comes", answers=("yes",))),
    field(
        "lunch",
        FieldKind.CHOICE,
        "Lunch",
        options=(
            OptionDraft(key="bring", label="Packed lunch"),
            OptionDraft(key="school", label="School lunch"),
        ),
    ),
    field("paper", FieldKind.FILE, "A letter of your doctor"),
    field("sign", FieldKind.SIGNATURE, "Your signature", required=True),
)


def ready(kind: FormKind) -> FormDraft:
    """A form that comes with Bookbag."""
    return next(one for one in READY if one.kind is kind)


async def begun(school: School, draft: FormDraft, by: Who | None = None) -> DraftView:
    """A draft."""
    view = await school.ask(by or school.cast.dunne, POST_FORM, draft)
    assert isinstance(view, DraftView), view
    return view


async def saved(school: School, view: DraftView, draft: FormDraft) -> DraftView:
    """The next version of it."""
    ask = SaveDraft(form_id=view.form_id, revision=view.revision, draft=draft)
    again = await school.ask(school.cast.dunne, SAVE_DRAFT, ask)
    assert isinstance(again, DraftView), again
    return again


async def sent(school: School, draft: FormDraft, topic: str | None = None, **facts: Any) -> FormCard:
    """A form that is out: to class 4A, if nothing else is said."""
    return await send(school, await begun(school, draft), topic, **facts)


async def send(school: School, view: DraftView, topic: str | None = None, **facts: Any) -> FormCard:
    """Sends what was written."""
    ask = SendForm(
        form_id=view.form_id, revision=view.revision, topic=topic or f"class:{school.cast.class_4a}", **facts
    )
    card = await school.ask(school.cast.dunne, SEND_FORM, ask)
    assert isinstance(card, FormCard), card
    return card


async def opened(school: School, who: Who, form_id: int, **facts: Any) -> FormView:
    """The form as somebody sees it, when all its words have been translated."""
    await school.ask(who, GET_FORM, FormAsk(form_id=form_id, **facts))
    school.do_jobs()
    view = await school.ask(who, GET_FORM, FormAsk(form_id=form_id, **facts))
    assert isinstance(view, FormView), view
    return view


async def answer(
    school: School, who: Who, form_id: int, pupil_id: int, answers: Answers = COMES, **facts: Any
) -> Answer | Refusal:
    """Somebody looks at the form, fills it in, and signs."""
    key = facts.pop("key", None)
    view = await opened(school, who, form_id)
    said: dict[str, Any] = {"version": view.form.version, "seen": view.seen, "answers": answers} | facts
    ask = NewAnswer(form_id=form_id, pupil_id=pupil_id, **said)
    return await school.ask(who, POST_ANSWER, ask, key=key)


async def answered(school: School, who: Who, form_id: int, pupil_id: int, answers: Answers = COMES) -> Answer:
    """The same, and it is taken."""
    found = await answer(school, who, form_id, pupil_id, answers)
    assert isinstance(found, Answer), found
    return found


def code(said: object) -> str:
    """Why something was refused."""
    assert isinstance(said, Refusal), said
    return said.code
