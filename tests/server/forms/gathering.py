"""What the tests of collating begin with: ready forms, answered as families would."""

from typing import Any

import sqlalchemy as sa

from server.core.tables import audit
from tests.cast import Who
from tests.school import School, headers_of
from tests.server.forms.filling import answered, ready, sent
from wire.base import Refusal
from wire.forms import (
    GET_CARE,
    GET_COLLATION,
    PASS_ON,
    Answers,
    Care,
    CareAsk,
    Collation,
    CollationAsk,
    FormCard,
    FormKind,
    Gone,
    PassOn,
    Signature,
)

SIGN = {"sign": Signature(name="A parent")}
NUTS = Answers(
    values={
        "diet": ("halal", "no_gluten"), "allergy": ("yes",), "allergens": ("peanuts", "nuts"),
        "severity": ("severe",), "diagnosed": ("yes",), "signs": ("Swollen lips and a rash",),
        "emergency_plan": ("Give the pen at once and call 999",), "emergency_phone": ("07700 900123",),
        "pen": ("yes",), "emergency_pen_place": ("In the red bag in the office",),
        "emergency_pen_expires": ("2027-08-31",), "emergency_spare_pen": ("yes",),
        "agree_share": ("yes",), "agree_tell": ("yes",),
    },
    signatures=SIGN,
)  # fmt: skip
MILK = Answers(
    values={
        "diet": ("no_milk",), "allergy": ("yes",), "allergens": ("milk",), "severity": ("mild",),
        "diagnosed": ("no",), "signs": ("A sore stomach",), "emergency_plan": ("Let her rest",),
        "emergency_phone": ("07700 900456",), "pen": ("no",), "agree_share": ("yes",), "agree_tell": ("yes",),
    },
    signatures=SIGN,
)  # fmt: skip
EATS_EVERYTHING = Answers(
    values={"diet": ("none",), "allergy": ("no",), "agree_share": ("yes",), "agree_tell": ("yes",)},
    signatures=SIGN,
)
COMING = Answers(
    values={
        "comes": ("yes",), "pay": ("part",), "pay_part": ("1250",), "contact_name": ("Nadia Qureshi",),
        "contact_phone": ("+44 7700 900123",), "swimming": ("little",), "medicine": ("no",),
        "travel_sick": ("yes",), "lunch": ("bring",), "else": ("=SUM(A1) she is afraid of dogs",),
        "emergency_care": ("yes",),
    },
    signatures=SIGN,
)  # fmt: skip
STAYING = Answers(values={"comes": ("no",)}, signatures=SIGN)


async def out(school: School, kind: FormKind, topic: str | None = None) -> FormCard:
    """A ready form that is out, and that no engine is translating any more: its words stay as they are."""
    card = await sent(school, ready(kind), topic)
    school.do_jobs()
    return card


async def trip(school: School, topic: str | None = None) -> FormCard:
    """The ready form for a trip of class 4A: Zara comes, Ilyas stays, nobody has answered for Lena."""
    card = await out(school, FormKind.TRIP, topic)
    await answered(school, school.cast.nadia, card.id, school.cast.zara, COMING)
    await answered(school, school.cast.rahman, card.id, school.cast.ilyas, STAYING)
    return card


async def dietary(school: School, topic: str = "school") -> FormCard:
    """Everybody was asked: Zara is in danger from nuts, Lena has sore stomachs, Ilyas and Yusuf eat everything."""
    card = await out(school, FormKind.DIETARY, topic)
    cast = school.cast
    for who, pupil, said in (
        (cast.nadia, cast.zara, NUTS),
        (cast.nadia, cast.yusuf, EATS_EVERYTHING),
        (cast.katarzyna, cast.lena, MILK),
        (cast.rahman, cast.ilyas, EATS_EVERYTHING),
    ):
        await answered(school, who, card.id, pupil, said)
    return card


async def table(school: School, who: Who, form_id: int, **asked: Any) -> Collation:
    """The table as somebody sees it."""
    found = await school.ask(who, GET_COLLATION, CollationAsk(form_id=form_id, **asked))
    assert isinstance(found, Collation), found
    return found


async def care(school: School, who: Who, topic: str) -> Care:
    """What somebody may know of the children of a place."""
    found = await school.ask(who, GET_CARE, CareAsk(topic=topic))
    assert isinstance(found, Care), found
    return found


async def passed(school: School, form_id: int, *pupils: int, to: Who | None = None) -> int:
    """The office passes answers on."""
    ask = PassOn(form_id=form_id, pupils=pupils, to=to.id if to else None)
    gone = await school.ask(school.cast.dunne, PASS_ON, ask)
    assert isinstance(gone, Gone), gone
    return gone.count


async def fetched(school: School, who: Who, address: str) -> tuple[int, bytes]:
    """A file, or what is said in place of it."""
    told = await school.http.get(address, headers=headers_of(who))
    return told.status_code, told.content


def told(found: Collation) -> dict[str, list[Any]]:
    """Child → what was said of coming, in the order of the table."""
    return {row.name: [one.answers.values.get("comes", ()) for one in row.answers] for row in found.rows}


def is_missing(said: object) -> bool:
    """Whether it looks as if there were no such thing."""
    return isinstance(said, Refusal) and said.code == "not_found"


def recorded(school: School, what: str) -> list[tuple[int, str, str]]:
    """Who is on record with what, in its order."""
    query = (
        sa.select(audit.c.person_id, audit.c.subject, audit.c.facts)
        .where(audit.c.what == what)
        .order_by(audit.c.id)
    )
    return [
        tuple(row) for row in school.context.db.read(lambda c: c.execute(query.order_by(audit.c.id)).all())
    ]
