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

from server.accounts.actions import add_person, open_session
from server.accounts.passwords import Passwords
from server.core.db import Tx
from server.school.actions import add_class, add_pupil, add_right, add_to_class, give_role, set_school
from tests.edges import DAY
from wire.base import Role
from wire.school import School

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


def add_cast(tx: Tx) -> Cast:
    """Writes the whole school, as the office would."""
    set_school(tx, card("Birch Lane School"))
    hashed = Passwords().hash(PASSWORD)
    class_3b, class_4a = add_class(tx, "3B", 3), add_class(tx, "4A", 4)
    zara, lena, ilyas = (add_pupil(tx, name, class_4a) for name in ("Zara", "Lena", "Ilyas"))
    yusuf, rosie = (add_pupil(tx, name, class_3b) for name in ("Yusuf", "Rosie"))
    who = {name: _sign_up(tx, name, lang, hashed) for name, lang in PEOPLE.items()}
    _tie(tx, who["nadia"], zara, yusuf)
    _tie(tx, who["katarzyna"], lena)
    _tie(tx, who["daniel"], rosie)
    _tie(tx, who["former"], rosie, ends_at=tx.now - DAY)
    _tie(tx, who["rahman"], ilyas)
    for name, class_id, role in (
        ("hart", class_4a, Role.TEACHER),
        ("sandhu", class_4a, Role.TA),
        ("adeyemi", class_4a, Role.PROFESSIONAL),
        ("okafor", class_3b, Role.TEACHER),
        ("rahman", class_3b, Role.TEACHER),
    ):
        add_to_class(tx, who[name].id, class_id, role)
    for name, role in (("calloway", Role.SMT), ("prescott", Role.DSL), ("dunne", Role.OFFICE)):
        give_role(tx, who[name].id, role)
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
    set_school(tx, card("Another School"))
    class_id = add_class(tx, "4A", 4)
    stranger = _sign_up(tx, "stranger", "en", Passwords().hash(PASSWORD))
    _tie(tx, stranger, add_pupil(tx, "Somebody Else", class_id))
    add_to_class(tx, stranger.id, class_id, Role.TEACHER)
    return stranger


def card(name: str) -> School:
    """What anybody may know of a school."""
    return School(
        name=name,
        code="TEST",
        colour="#2f6f5e",
        phone="01632 960000",
        email="office@school.example",
        time_zone="Europe/London",
    )


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


def _sign_up(tx: Tx, name: str, lang: str, hashed: str) -> Who:
    email = f"{name}@home.example"
    person_id = add_person(tx, name=name.capitalize(), email=email, lang=lang, password_hash=hashed)
    token = open_session(tx, person_id, "Phone").token
    return Who(person_id, name.capitalize(), email, lang, token)


def _tie(tx: Tx, adult: Who, *children: int, ends_at: int | None = None) -> None:
    for child in children:
        add_right(tx, adult.id, child, "parent", starts_at=tx.now - 100 * DAY, ends_at=ends_at)
