"""Who is in the demo school: its card, classes, pupils, families and staff, all of them invented."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from server.accounts.tables import people
from wire.base import Role

PASSWORD: Final = "Bookbag-demo-1"  # noqa: S105 - it is meant to be known
"""Everybody of the demo school signs in with this; it opens nothing but invented people."""
MAIL: Final = "hazelmoor.example.org"


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """What anybody may know of the school."""

    name: str
    code: str
    colour: str
    phone: str
    email: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child and the name of their class."""

    name: str
    class_name: str


@dataclass(frozen=True, slots=True)
class Adult:
    """Somebody at home. ``on_app`` is false for who was never signed up."""

    name: str
    lang: str
    tie: str
    children: tuple[str, ...]
    on_app: bool = True


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works at the school, with the classes they belong to."""

    name: str
    role: Role
    classes: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    """Pupils whose parent this member of staff also is."""


SCHOOL: Final = SchoolCard(
    name="Hazelmoor Primary School",
    code="HAZL",
    colour="#2f6f5e",
    phone="01632 960214",
    email=f"office@{MAIL}",
    time_zone="Europe/London",
)

CLASSES: Final = {"1A": 1, "2B": 2, "3B": 3, "4A": 4, "6C": 6}
"""Each class and its year."""

_IN_CLASS: Final = {
    "1A": (
        "Yusuf Qureshi", "Amira Haddad", "Oscar Pemberton", "Hodan Warsame", "Mateus Carvalho",
        "Daisy Thornbury", "Rafi Chowdhury", "Ioana Munteanu",
    ),
    "2B": (
        "Szymon Wójcik", "Lucía Romero", "Freddie Ashdown", "Hamza Siddiqui", "Noor Al-Masri",
        "Poppy Gale", "Tahmid Miah", "Andrei Munteanu",
    ),
    "3B": (
        "Maja Wójcik", "Ilyas Rahman", "Sofia Carvalho", "George Kettering", "Ayaan Mirza",
        "Khadija Osman", "Ethan Marlowe", "Valentina Ortega",
    ),
    "4A": (
        "Zara Qureshi", "Lena Nowak", "Rosie Whitlock", "Omar Haddad", "Samira Chowdhury",
        "Matei Popa", "Alba Romero", "Caleb Winslow", "Ikram Warsame", "Tiago Ferraz",
    ),
    "6C": (
        "Ibrahim Siddiqui", "Zofia Kamińska", "Harriet Sowerby", "Fatima Osman", "Bruno Teixeira",
        "Elena Popa", "Jacob Linfield", "Sumaiya Miah",
    ),
}  # fmt: skip

PUPILS: Final = tuple(Pupil(name, class_name) for class_name, names in _IN_CLASS.items() for name in names)

ADULTS: Final = (
    Adult("Nadia Qureshi", "ur", "mother", ("Zara Qureshi", "Yusuf Qureshi")),
    Adult("Adeel Qureshi", "en", "father", ("Zara Qureshi", "Yusuf Qureshi")),
    Adult("Katarzyna Nowak", "pl", "mother", ("Lena Nowak",)),
    Adult("Piotr Nowak", "pl", "father", ("Lena Nowak",)),
    Adult("Daniel Whitlock", "en", "father", ("Rosie Whitlock",)),
    Adult("Samir Haddad", "ar", "father", ("Omar Haddad", "Amira Haddad")),
    Adult("Leila Haddad", "ar", "mother", ("Omar Haddad", "Amira Haddad")),
    Adult("Claire Pemberton", "en", "mother", ("Oscar Pemberton",)),
    Adult("Fadumo Jama", "so", "mother", ("Hodan Warsame", "Ikram Warsame")),
    Adult("Abdi Warsame", "so", "father", ("Hodan Warsame", "Ikram Warsame")),
    Adult("Inês Carvalho", "pt", "mother", ("Mateus Carvalho", "Sofia Carvalho")),
    Adult("João Carvalho", "pt", "father", ("Mateus Carvalho", "Sofia Carvalho")),
    Adult("Helen Thornbury", "en", "mother", ("Daisy Thornbury",)),
    Adult("Margaret Thornbury", "en", "grandmother", ("Daisy Thornbury",)),
    Adult("Shirin Chowdhury", "bn", "mother", ("Rafi Chowdhury", "Samira Chowdhury")),
    Adult("Mihaela Munteanu", "ro", "mother", ("Ioana Munteanu", "Andrei Munteanu")),
    Adult("Bogdan Munteanu", "ro", "father", ("Ioana Munteanu", "Andrei Munteanu")),
    Adult("Agnieszka Wójcik", "pl", "mother", ("Szymon Wójcik", "Maja Wójcik")),
    Adult("Marcin Wójcik", "pl", "father", ("Szymon Wójcik", "Maja Wójcik")),
    Adult("Carmen Romero", "es", "mother", ("Lucía Romero", "Alba Romero")),
    Adult("Javier Romero", "es", "father", ("Lucía Romero", "Alba Romero")),
    Adult("Karen Ashdown", "en", "mother", ("Freddie Ashdown",)),
    Adult("Rubina Siddiqui", "ur", "mother", ("Hamza Siddiqui", "Ibrahim Siddiqui")),
    Adult("Rashid Siddiqui", "ur", "father", ("Hamza Siddiqui", "Ibrahim Siddiqui")),
    Adult("Huda Al-Masri", "ar", "mother", ("Noor Al-Masri",)),
    Adult("Mahmoud Al-Masri", "ar", "father", ("Noor Al-Masri",)),
    Adult("Stephen Gale", "en", "father", ("Poppy Gale",)),
    Adult("Nasreen Begum", "bn", "mother", ("Tahmid Miah", "Sumaiya Miah")),
    Adult("Faruk Miah", "bn", "father", ("Tahmid Miah", "Sumaiya Miah")),
    Adult("Louise Kettering", "en", "mother", ("George Kettering",)),
    Adult("Tom Kettering", "en", "father", ("George Kettering",)),
    Adult("Saima Mirza", "ur", "mother", ("Ayaan Mirza",)),
    Adult("Hibo Ali", "so", "mother", ("Khadija Osman", "Fatima Osman")),
    Adult("Osman Farah", "so", "father", ("Khadija Osman", "Fatima Osman")),
    Adult("Joanne Marlowe", "en", "mother", ("Ethan Marlowe",)),
    Adult("Andrés Ortega", "es", "father", ("Valentina Ortega",)),
    Adult("Cristina Popa", "ro", "mother", ("Matei Popa", "Elena Popa")),
    Adult("Rita Ferraz", "pt", "mother", ("Tiago Ferraz",)),
    Adult("Marta Kamińska", "pl", "mother", ("Zofia Kamińska",)),
    Adult("Andrew Sowerby", "en", "father", ("Harriet Sowerby",)),
    Adult("Paula Teixeira", "pt", "mother", ("Bruno Teixeira",)),
    Adult("Susan Linfield", "en", "mother", ("Jacob Linfield",)),
    Adult("Grace Winslow", "en", "mother", ("Caleb Winslow",), on_app=False),
)

STAFF: Final = (
    Staff("Miss Hart", Role.TEACHER, ("4A",)),
    Staff("Mr Bellamy", Role.TEACHER, ("1A",)),
    Staff("Mrs Rahman", Role.TEACHER, ("2B",), children=("Ilyas Rahman",)),
    Staff("Mr Okafor", Role.TEACHER, ("3B",)),
    Staff("Mr Fairburn", Role.TEACHER, ("6C",)),
    Staff("Mrs Sandhu", Role.TA, ("4A", "1A")),
    Staff("Miss Quigley", Role.TA, ("3B", "6C")),
    Staff("Ms Adeyemi", Role.PROFESSIONAL, ("1A", "4A")),
    Staff("Mrs Calloway", Role.SMT),
    Staff("Mr Prescott", Role.DSL),
    Staff("Mrs Dunne", Role.OFFICE),
)

CARDS: Final = (
    "Nadia Qureshi", "Katarzyna Nowak", "Daniel Whitlock",
    "Miss Hart", "Mrs Sandhu", "Ms Adeyemi", "Mrs Calloway", "Mr Prescott", "Mrs Dunne",
)  # fmt: skip
"""Whom a newcomer can be with one tap."""


def mail_of(name: str) -> str:
    """The invented address of somebody: ``nadia.qureshi@hazelmoor.example.org``."""
    plain = name.lower().translate(str.maketrans("áéíóúąćęłńśźżãõâêç", "aeiouacelnszzaoaec"))
    return f"{plain.replace(' ', '.')}@{MAIL}"


def demo_people(conn: sa.Connection) -> list[int]:
    """The ids of the people who have a card, in the order to show them; none outside the demo school."""
    mails = [mail_of(name) for name in CARDS]
    rows = conn.execute(sa.select(people.c.email, people.c.id).where(people.c.email.in_(mails)))
    found = {row.email: int(row.id) for row in rows}
    return [found[mail] for mail in mails if mail in found]
