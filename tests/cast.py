"""One small school with everybody in it whom a rule could be about, and a stranger from another school.

Year 3 has class 3B, year 4 has class 4A:

| who | reads | is |
| --- | --- | --- |
| nadia | Urdu | mother of Zara (4A) and Yusuf (3B) |
| katarzyna | Polish | mother of Lena (4A) |
| daniel | English | father of Rosie (3B) |
| former | English | Rosie's father's former partner, whose right has ended |
| hart, okafor | English | teachers of 4A and of 3B |
| sandhu | English | TA of 4A |
| adeyemi | English | therapist who works with 4A |
| calloway, prescott, dunne | English | head (SMT), DSL, office |
| rahman | English | a teacher of 3B whose own child Ilyas is in 4A |
| stranger | English | teacher and parent in another school |
"""

from dataclasses import dataclass

import sqlalchemy as sa

from server.accounts.actions import add_person, open_session
from server.accounts.passwords import Passwords
from server.core.db import Tx
from server.school.tables import class_staff, classes, contact_rights, pupils, school, staff_roles
from tests.edges import DAY

PASSWORD = "Paper-boat-7"


@dataclass(frozen=True)
class Who:
    """Somebody with an account, signed in on one device."""

    id: int
    name: str
    email: str
    lang: str
    token: str


@dataclass(frozen=True)
class Cast:
    """Everybody, by name, and the numbers of what they belong to."""

    nadia: Who
    katarzyna: Who
    daniel: Who
    former: Who
    hart: Who
    okafor: Who
    sandhu: Who
    adeyemi: Who
    calloway: Who
    prescott: Who
    dunne: Who
    rahman: Who
    class_3b: int
    class_4a: int
    zara: int
    yusuf: int
    lena: int
    rosie: int
    ilyas: int

    def people(self) -> dict[str, Who]:
        """Everybody by the name of their field."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Who)}


def add_cast(tx: Tx, *, school_name: str = "Birch Lane School") -> Cast:
    """Writes the whole school, as its rows would stand after people were invited and signed up."""
    _add_school(tx, school_name)
    hashed = Passwords().hash(PASSWORD)
    class_3b, class_4a = _add(tx, classes, name="3B", year=3), _add(tx, classes, name="4A", year=4)
    zara, lena, ilyas = (_add(tx, pupils, name=name, class_id=class_4a) for name in ("Zara", "Lena", "Ilyas"))
    yusuf, rosie = (_add(tx, pupils, name=name, class_id=class_3b) for name in ("Yusuf", "Rosie"))
    who = {name: _sign_up(tx, name, lang, hashed) for name, lang in PEOPLE.items()}
    _tie(tx, who["nadia"], zara, yusuf)
    _tie(tx, who["katarzyna"], lena)
    _tie(tx, who["daniel"], rosie)
    _tie(tx, who["former"], rosie, ended=True)
    _tie(tx, who["rahman"], ilyas)
    for name, class_id, role in (
        ("hart", class_4a, "teacher"),
        ("sandhu", class_4a, "ta"),
        ("adeyemi", class_4a, "professional"),
        ("okafor", class_3b, "teacher"),
        ("rahman", class_3b, "teacher"),
    ):
        tx.conn.execute(class_staff.insert().values(class_id=class_id, person_id=who[name].id, role=role))
    for name, role in (
        ("calloway", "smt"),
        ("prescott", "dsl"),
        ("dunne", "office"),
        ("adeyemi", "professional"),
    ):
        tx.conn.execute(staff_roles.insert().values(person_id=who[name].id, role=role))
    return Cast(
        **who,
        class_3b=class_3b,
        class_4a=class_4a,
        zara=zara,
        yusuf=yusuf,
        lena=lena,
        rosie=rosie,
        ilyas=ilyas,
    )


def add_stranger(tx: Tx) -> Who:
    """In the database of another school: a teacher who is a parent there too."""
    _add_school(tx, "Another School")
    class_id = _add(tx, classes, name="4A", year=4)
    stranger = _sign_up(tx, "stranger", "en", Passwords().hash(PASSWORD))
    _tie(tx, stranger, _add(tx, pupils, name="Somebody Else", class_id=class_id))
    tx.conn.execute(class_staff.insert().values(class_id=class_id, person_id=stranger.id, role="teacher"))
    return stranger


PEOPLE = {
    "nadia": "ur",
    "katarzyna": "pl",
    "daniel": "en",
    "former": "en",
    "hart": "en",
    "okafor": "en",
    "sandhu": "en",
    "adeyemi": "en",
    "calloway": "en",
    "prescott": "en",
    "dunne": "en",
    "rahman": "en",
}


def _add_school(tx: Tx, name: str) -> None:
    tx.conn.execute(
        school.insert().values(
            id=1,
            name=name,
            code="TEST",
            colour="#2f6f5e",
            phone="01632 960000",
            email="office@school.example",
            time_zone="Europe/London",
        )
    )


def _add(tx: Tx, table: sa.Table, **values: object) -> int:
    return int(tx.conn.execute(table.insert().values(**values).returning(table.c.id)).scalar_one())


def _sign_up(tx: Tx, name: str, lang: str, hashed: str) -> Who:
    email = f"{name}@home.example"
    person_id = add_person(tx, name=name.capitalize(), email=email, lang=lang, password_hash=hashed)
    token = open_session(tx, person_id, "Phone").token
    return Who(person_id, name.capitalize(), email, lang, token)


def _tie(tx: Tx, adult: Who, *children: int, ended: bool = False) -> None:
    for child in children:
        tx.conn.execute(
            contact_rights.insert().values(
                person_id=adult.id,
                pupil_id=child,
                relationship="parent",
                starts_at=tx.now - 100 * DAY,
                ends_at=tx.now - DAY if ended else None,
            )
        )
