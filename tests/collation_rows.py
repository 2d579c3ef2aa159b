"""The rows of the permission test that are about collating: the table, passing on, paper, what to know (spec 7.5)."""

from typing import Any

from tests.cast import Who
from tests.forms_rows import COMES, DRAFT, MAKERS, PRIVATE, filled_in, sent
from tests.school import School
from wire.forms import GET_CARE, GET_COLLATION, GET_PROFESSIONALS, PASS_ON, POST_ANSWER, POST_PAPER, TAKE_BACK

Fields = dict[str, Any]
ABOVE = frozenset({"dunne", "calloway", "prescott"})
TEAM = frozenset({"hart", "sandhu"})
FAMILIES = frozenset({"nadia", "katarzyna", "daniel", "former"})


def rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """Everything that can be asked about what class 4A answered, and about what to know of its children."""
    elsewhere = everybody - FAMILIES
    see, enter = ABOVE | TEAM, MAKERS | TEAM
    named = ABOVE | {"adeyemi", "okafor", "rahman"}
    return [
        row(GET_COLLATION, "of 4A", answered(DRAFT), see, elsewhere - see),
        row(GET_COLLATION, "of 4A, private", answered(PRIVATE), see, elsewhere - see),
        row(GET_COLLATION, "of Rosie, passed on to Adeyemi", named_to(), named, elsewhere - named),
        row(GET_PROFESSIONALS, "", nothing, MAKERS),
        row(PASS_ON, "of Zara", to_team, MAKERS),
        row(PASS_ON, "of Zara, to Adeyemi", to_adeyemi, MAKERS),
        row(TAKE_BACK, "of Zara", from_team, MAKERS),
        row(TAKE_BACK, "of Zara, from Adeyemi", from_adeyemi, MAKERS),
        row(POST_PAPER, "of Zara", on_paper, enter, elsewhere - enter),
        row(GET_CARE, "4A", know_4a, see | {"adeyemi"}, elsewhere - see - {"adeyemi"}),
        row(GET_CARE, "Zara", know_zara, see | {"adeyemi"}, elsewhere - see - {"adeyemi"}),
        row(GET_CARE, "school", know_school, elsewhere),
    ]


def answered(draft: Fields) -> Any:
    """A form that Nadia answered for Zara."""

    async def prepare(school: School, _: Who) -> Fields:
        return {"form_id": await given(school, draft)}

    return prepare


def named_to() -> Any:
    """A private form about Rosie alone that was passed on to somebody who does not work with her class."""

    async def prepare(school: School, _: Who) -> Fields:
        cast = school.cast
        form_id = await sent(school, PRIVATE, f"pupil:{cast.rosie}")
        ask = {"form_id": form_id, "pupils": [cast.rosie], "to": cast.adeyemi.id}
        assert (await school.send(cast.dunne, PASS_ON, ask)).json() == {"count": 1}
        return {"form_id": form_id}

    return prepare


async def given(school: School, draft: Fields) -> int:
    """The form that Nadia answered."""
    form_id, nadia = await sent(school, draft), school.cast.nadia
    told = await school.send(nadia, POST_ANSWER, await filled_in(school, nadia, form_id, school.cast.zara))
    assert told.status_code == 200, told.text
    return form_id


async def nothing(_: School, __: Who) -> Fields:
    """Nothing to ask with."""
    return {}


async def to_team(school: School, _: Who) -> Fields:
    """To Zara's class team."""
    return {"form_id": await given(school, PRIVATE), "pupils": [school.cast.zara]}


async def to_adeyemi(school: School, who: Who) -> Fields:
    """To one professional."""
    return {**await to_team(school, who), "to": school.cast.adeyemi.id}


async def from_team(school: School, who: Who) -> Fields:
    """What was passed on to Zara's class team."""
    return await passed(school, await to_team(school, who))


async def from_adeyemi(school: School, who: Who) -> Fields:
    """What was passed on to one professional."""
    return await passed(school, await to_adeyemi(school, who))


async def passed(school: School, ask: Fields) -> Fields:
    """The same, once it was passed on."""
    assert (await school.send(school.cast.dunne, PASS_ON, ask)).json() == {"count": 1}
    return ask


async def on_paper(school: School, _: Who) -> Fields:
    """A paper that Nadia signed."""
    return {
        "form_id": await sent(school), "pupil_id": school.cast.zara, "version": 1,
        "signed_by": school.cast.nadia.id, "signed_on": "2026-11-11", "answers": COMES,
    }  # fmt: skip


async def know_4a(school: School, _: Who) -> Fields:
    """The children of a class."""
    return {"topic": f"class:{school.cast.class_4a}"}


async def know_zara(school: School, _: Who) -> Fields:
    """One child."""
    return {"topic": f"pupil:{school.cast.zara}"}


async def know_school(school: School, _: Who) -> Fields:
    """All children: of these each sees their own."""
    return {"topic": "school"}
