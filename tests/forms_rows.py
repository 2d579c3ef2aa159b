"""The rows of the permission test that are about forms: making one, answering it, and who sees what (spec 7)."""

from typing import Any

from tests.cast import Who
from tests.school import School
from wire.forms import (
    CHECK_WORDING,
    CLOSE_FORM,
    FREEZE_WORDING,
    GET_ANSWER,
    GET_DRAFT,
    GET_FORM,
    GET_FORM_PLACES,
    GET_FORM_REACH,
    GET_FORMS,
    GET_MISSING,
    GET_READY_FORMS,
    GET_SIGNED,
    GET_WORDING,
    POST_ANSWER,
    POST_FORM,
    REMIND_FORM,
    SAVE_DRAFT,
    SEND_FORM,
)

Fields = dict[str, Any]
MAKERS = frozenset({"dunne", "calloway"})
EACH_THEIR_OWN = (SAVE_DRAFT, SEND_FORM)
DRAFT: Fields = {
    "kind": "trip",
    "title": "A trip",
    "lang": "en",
    "fields": [{"key": "comes", "kind": "yes_no", "label": "May your child come?", "required": True}],
}
PRIVATE: Fields = {**DRAFT, "kind": "dietary"}
COMES: Fields = {"values": {"comes": ["yes"]}}


async def begun(school: School, draft: Fields = DRAFT) -> Fields:
    """A draft of the office's."""
    view = (await school.send(school.cast.dunne, POST_FORM, draft)).json()
    return {"form_id": view["form_id"], "revision": view["revision"]}


async def sent(school: School, draft: Fields = DRAFT, topic: str = "") -> int:
    """A form for class 4A, if nobody else is named."""
    ask = {**await begun(school, draft), "topic": topic or f"class:{school.cast.class_4a}"}
    return int((await school.send(school.cast.dunne, SEND_FORM, ask)).json()["id"])


async def filled_in(school: School, who: Who, form_id: int, pupil_id: int) -> Fields:
    """What somebody would send for a child: with the words that Nadia sees, where they see none."""
    told = await school.send(who, GET_FORM, {"form_id": form_id})
    if told.status_code != 200:
        told = await school.send(school.cast.nadia, GET_FORM, {"form_id": form_id})
    seen = told.json()["seen"]
    return {"form_id": form_id, "pupil_id": pupil_id, "version": 1, "seen": seen, "answers": COMES}


def rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """Everything that can be asked about forms but for their collation."""
    parts = (family_rows, staff_rows, maker_rows, word_rows, answer_rows)
    return [one for part in parts for one in part(row, everybody)]


def family_rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """A form for class 4A: its families answer it, and nobody else."""

    async def for_zara(school: School, who: Who) -> Fields:
        return await filled_in(school, who, await sent(school), school.cast.zara)

    asked = frozenset({"nadia", "katarzyna", "rahman"})
    return [
        row(GET_FORMS, "", just({}), everybody),
        row(GET_FORM, "4A", out, asked, everybody - asked),
        row(POST_ANSWER, "Zara", for_zara, frozenset({"nadia"}), _parents() - {"nadia"}),
    ]


def staff_rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """The same as staff: the class team and DSL see who is missing."""

    async def as_staff(school: School, who: Who) -> Fields:
        return {**await out(school, who), "side": "staff"}

    see = frozenset({"dunne", "calloway", "prescott", "hart", "sandhu"})
    return [
        row(GET_FORMS, "as staff", just({"side": "staff"}), everybody),
        row(GET_FORM, "4A as staff", as_staff, see, everybody - see),
        row(GET_FORM, "a draft, as staff", draft_as_staff, MAKERS, everybody - MAKERS),
        row(GET_MISSING, "4A", out, see, everybody - see),
    ]


def maker_rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """Making a form and sending it: the office and SMT."""

    async def save(school: School, _: Who) -> Fields:
        return {**await begun(school), "draft": {**DRAFT, "title": "Another trip"}}

    async def to_4a(school: School, _: Who) -> Fields:
        return {**await begun(school), "topic": f"class:{school.cast.class_4a}"}

    async def reach(school: School, _: Who) -> Fields:
        return {"topic": f"class:{school.cast.class_4a}"}

    return [
        row(GET_READY_FORMS, "", just({}), MAKERS),
        row(GET_FORM_PLACES, "", just({}), MAKERS),
        row(GET_FORM_REACH, "4A", reach, MAKERS),
        row(POST_FORM, "", just(DRAFT), MAKERS),
        row(GET_DRAFT, "", draft, MAKERS),
        row(SAVE_DRAFT, "", save, MAKERS),
        row(SEND_FORM, "4A", to_4a, MAKERS),
        row(CLOSE_FORM, "4A", out, MAKERS),
        row(REMIND_FORM, "4A", out, MAKERS),
    ]


def word_rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """The words of a form in other languages: the office and SMT."""

    async def words(school: School, who: Who) -> Fields:
        return {**await draft(school, who), "lang": "ur"}

    async def check(school: School, who: Who) -> Fields:
        ask = await words(school, who)
        told = await school.send(school.cast.dunne, GET_WORDING, ask)
        return {**ask, "text_id": told.json()["wordings"][0]["text"]["id"], "wording": "ایک سفر"}

    async def thaw(school: School, who: Who) -> Fields:
        return {**await words(school, who), "on": False}

    return [
        row(GET_WORDING, "", words, MAKERS),
        row(CHECK_WORDING, "", check, MAKERS),
        row(FREEZE_WORDING, "", thaw, MAKERS),
    ]


def just(fields: Fields) -> Any:
    """Nothing to prepare."""

    async def prepare(_: School, __: Who) -> Fields:
        return fields

    return prepare


async def out(school: School, _: Who) -> Fields:
    """A form that class 4A was asked."""
    return {"form_id": await sent(school)}


async def draft(school: School, _: Who) -> Fields:
    """A form that nobody was asked yet."""
    return {"form_id": (await begun(school))["form_id"]}


async def draft_as_staff(school: School, _: Who) -> Fields:
    """The same, looked at as staff."""
    return {"form_id": (await begun(school))["form_id"], "side": "staff"}


def answer_rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """Nadia's answer for Zara: hers, and for the staff who may see it; of a private form for few of them."""

    def given(draft: Fields) -> Any:
        async def prepare(school: School, _: Who) -> Fields:
            nadia = school.cast.nadia
            ask = await filled_in(school, nadia, await sent(school, draft), school.cast.zara)
            return {"answer_id": (await school.send(nadia, POST_ANSWER, ask)).json()["id"]}

        return prepare

    few = frozenset({"nadia", "dunne", "calloway", "prescott"})
    many = few | {"hart", "sandhu"}
    return [
        row(endpoint, about, given(draft), let, everybody - let)
        for endpoint in (GET_ANSWER, GET_SIGNED)
        for about, draft, let in (("of Nadia's", DRAFT, many), ("of Nadia's, private", PRIVATE, few))
    ]


def _parents() -> frozenset[str]:
    return frozenset({"nadia", "katarzyna", "daniel", "former", "rahman"})
