"""What stands in the demo school's library: folders, documents, news, work for home, reports, and what waits."""

from dataclasses import dataclass
from typing import Final

from server.demo.people import PUPILS
from wire.library import ItemKind

FOLDERS: Final = (
    "Policies",
    "Letters and menus",
    "Workshop resources",
    "Home learning",
    "Health and vaccinations",
)
REPORT: Final = "School report: autumn term"
REPORTS: Final = (
    "Your child is working well and asks good questions.",
    "Your child has made good progress in reading and maths.",
    "Your child helps others and tries hard every day.",
)


@dataclass(frozen=True, slots=True)
class Shelved:
    """Something in the library. ``to``, ``by``, ``back`` and ``at`` as in a story.

    ``page``: the sentences of its PDF file, which is called ``file``; ``older``: those of an earlier version.
    ``due``: so many schooldays from today. ``through``: who published what ``by`` handed in; ``waits``: nobody yet.
    ``read``: of ten readers, so many have opened it.
    """

    kind: ItemKind
    to: str
    by: str
    title: str
    body: str
    back: int
    at: str = "11:30"
    folder: str = ""
    file: str = ""
    page: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    picture: str = ""
    due: int = 0
    through: str = ""
    waits: bool = False
    read: int = 0


_NEWS, _DOCUMENT, _WORK, _REPORT = ItemKind.NEWS, ItemKind.DOCUMENT, ItemKind.WORK, ItemKind.REPORT

NEWS: Final = (
    Shelved(
        _NEWS, "school", "Mrs Calloway", "A good start to the term",
        "Thank you for helping your child to be on time each morning. We have seen many happy faces this term.",
        13, "15:10", picture="school:3", read=8,
    ),
    Shelved(
        _NEWS, "school", "Mrs Dunne", "New menu in the school kitchen",
        "There is a new lunch menu after the holiday. You can read it in the folder for letters and menus.",
        8, "10:20", read=6,
    ),
    Shelved(
        _NEWS, "school", "Mrs Dunne", "Please park with care",
        "Please do not stop on the yellow lines in front of the school. Children must be able to see the road.",
        4, "09:40", read=5,
    ),
    Shelved(
        _NEWS, "year 4", "Miss Hart", "Science week in year 4",
        "Each child will try an experiment next week. Please save clean, empty bottles for us.",
        2, "14:50", through="Mrs Dunne", read=4,
    ),
    Shelved(
        _NEWS, "school", "Mrs Calloway", "The last day of term",
        "On the last day of term school ends at 13:30. There is no after-school club on that day.",
        -4, "08:00",
    ),
    Shelved(
        _NEWS, "class 4A", "Miss Hart", "Book swap in class 4A",
        "Children may bring a book from home and take another one. Please write your child's name in the book.",
        0, "13:20", waits=True,
    ),
)  # fmt: skip

DOCUMENTS: Final = (
    Shelved(
        _DOCUMENT, "school", "Mrs Dunne", "Behaviour policy", "How we look after each other at school.",
        14, folder="Policies", file="behaviour-policy",
        page=("We are kind, we are safe, and we try hard.", "When something goes wrong we talk about it first."),
        older=("We are kind and we are safe.",), read=6,
    ),
    Shelved(
        _DOCUMENT, "school", "Mrs Dunne", "Attendance policy",
        "What to do when your child cannot come to school.", 14, "11:45", folder="Policies",
        file="attendance-policy",
        page=("Please call the office before 9 o'clock.", "We call you if we do not know where your child is."),
        read=5,
    ),
    Shelved(
        _DOCUMENT, "school", "Mrs Dunne", "Lunch menu", "There is a vegetarian and a halal meal every day.",
        9, folder="Letters and menus", file="lunch-menu",
        page=("Monday: pasta with tomatoes.", "Tuesday: chicken or bean curry with rice.", "Friday: fish or pie."),
        read=7,
    ),
    Shelved(
        _DOCUMENT, "school", "Mrs Dunne", "School uniform list",
        "Please write your child's name in everything.", 12, folder="Letters and menus", file="uniform-list",
        page=("A green jumper or cardigan.", "Grey or black trousers, skirt or dress.", "Black shoes."), read=6,
    ),
    Shelved(
        _DOCUMENT, "year 1", "Mr Bellamy", "How we teach reading", "The pages from the reading workshop.",
        6, folder="Workshop resources", file="teaching-reading", through="Mrs Dunne",
        page=("Say the sounds, then read the word.", "Read the same book more than once."), read=5,
    ),
    Shelved(
        _DOCUMENT, "year 4", "Miss Hart", "Times tables to practise", "Five minutes a day are enough.",
        5, folder="Home learning", file="times-tables", through="Mrs Dunne",
        page=("6 x 1 = 6, 6 x 2 = 12, 6 x 3 = 18 …", "Say them forwards and backwards."), read=4,
    ),
    Shelved(
        _DOCUMENT, "school", "Mrs Dunne", "Flu vaccination",
        "The nurses come to school this month. Please read this letter first.", 3,
        folder="Health and vaccinations", file="flu-vaccination",
        page=("The vaccine is a spray into the nose.", "Ask the nurses if you have questions."), read=3,
    ),
)  # fmt: skip

WORK: Final = (
    Shelved(
        _WORK, "class 4A", "Miss Hart", "Reading at home",
        "Please read together for ten minutes each evening. Your child may choose the book.",
        3, "15:20", due=4, read=5,
    ),
    Shelved(
        _WORK, "Zara Qureshi", "Miss Hart", "Words to practise",
        "Please practise these words with Zara. She can say them, cover them and write them.",
        1, "15:25", file="words-to-practise", due=5,
        page=("because", "friend", "people", "through", "thought", "together"),
    ),
)  # fmt: skip

_TEACHERS: Final = {"1A": "Mr Bellamy", "4A": "Miss Hart"}
WITH_REPORTS: Final = tuple(pupil for pupil in PUPILS if pupil.class_name in _TEACHERS)


def reports() -> tuple[Shelved, ...]:
    """One for each child of two classes, written by their teacher and published by the head."""
    return tuple(
        Shelved(
            _REPORT, pupil.name, _TEACHERS[pupil.class_name], REPORT, REPORTS[number % len(REPORTS)], 1,
            f"12:{number:02}", file="school-report",
            page=(pupil.name, pupil.class_name, REPORTS[number % len(REPORTS)]), through="Mrs Calloway", read=3,
        )
        for number, pupil in enumerate(WITH_REPORTS)
    )  # fmt: skip


SHELVED: Final = (*DOCUMENTS, *NEWS, *WORK, *reports())


def sentences() -> tuple[str, ...]:
    """Everything that people say in it, as it is posted."""
    said = (words for one in SHELVED for words in (one.title, one.body))
    return tuple(dict.fromkeys((*FOLDERS, *said)))
