"""What families and staff of the demo school have written to each other in the last three weeks."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Line:
    """A message: who, what, in which language; ``back``: how many schooldays ago, 0 for the last one."""

    by: str
    words: str
    back: int
    at: str
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread about a pupil with the class team, or with the staff in ``named``.

    ``read``: everybody in it has read all of it; else each has read as far as they wrote.
    """

    about: str
    lines: tuple[Line, ...]
    named: tuple[str, ...] = ()
    read: bool = True


@dataclass(frozen=True, slots=True)
class ToClass:
    """A message to all families of a class at once."""

    to: str
    by: str
    words: str
    back: int
    at: str


TALKS: Final = (
    Talk(
        "Zara Qureshi",
        (
            Line("Nadia Qureshi", "کیا کوٹ کلاس روم میں ہے؟", 12, "15:50", "ur"),
            Line("Miss Hart", "It is on the hook by the door.", 11, "08:45"),
            Line("Nadia Qureshi", "شکریہ۔", 11, "08:52", "ur"),
            Line("Miss Hart", "Your child worked very hard today.", 5, "15:30"),
            Line("Nadia Qureshi", "کیا ہم گھر پر کچھ کر سکتے ہیں؟", 5, "18:10", "ur"),
            Line("Miss Hart", "Please read the blue book with your child.", 4, "08:50"),
            Line("Adeel Qureshi", "We will read it this evening.", 4, "09:05"),
            Line("Nadia Qureshi", "والدین کی اگلی ملاقات کب ہے؟", 2, "15:40", "ur"),
        ),
        read=False,
    ),
    Talk(
        "Lena Nowak",
        (
            Line("Katarzyna Nowak", "Codziennie wieczorem ćwiczymy słówka z dyktanda.", 9, "16:40", "pl"),
            Line("Miss Hart", "That is wonderful to hear.", 8, "08:55"),
            Line("Miss Hart", "Your child was a good friend today.", 1, "15:20"),
        ),
        read=False,
    ),
    Talk(
        "Rosie Whitlock",
        (
            Line("Daniel Whitlock", "The reading glasses are at home today.", 3, "08:32"),
            Line("Miss Hart", "Thank you for telling us. Please send it tomorrow.", 3, "08:41"),
            Line("Daniel Whitlock", "Yes, that is fine.", 3, "08:48"),
            Line("Miss Hart", "Thank you.", 3, "08:55"),
        ),
    ),
    Talk(
        "Omar Haddad",
        (
            Line("Samir Haddad", "أي كتاب نقرأ في البيت؟", 6, "17:05", "ar"),
            Line("Miss Hart", "Please read the blue book with your child.", 5, "08:47"),
            Line("Leila Haddad", "سنقرؤه هذا المساء.", 5, "12:30", "ar"),
            Line("Miss Hart", "That is wonderful to hear.", 5, "15:35"),
        ),
    ),
    Talk(
        "Samira Chowdhury",
        (
            Line("Ms Adeyemi", "Your child tried something new today.", 7, "14:00"),
            Line("Shirin Chowdhury", "ধন্যবাদ।", 7, "15:10", "bn"),
            Line("Shirin Chowdhury", "আমরা প্রতিদিন কথা বলার অনুশীলন করি।", 7, "18:20", "bn"),
            Line(
                "Ms Adeyemi",
                "That is wonderful to hear. Please keep doing them for 5 minutes a day.",
                6, "09:10",
            ),
        ),
        named=("Ms Adeyemi",),
    ),
    Talk(
        "Ikram Warsame",
        (
            Line("Fadumo Jama", "Ilmahaygu Jimcaha ma keeni karaa alaab lagu ciyaaro?", 10, "16:15", "so"),
            Line("Miss Hart", "Yes, that is fine.", 9, "08:40"),
        ),
    ),
    Talk(
        "Matei Popa",
        (
            Line("Cristina Popa", "Când este un moment potrivit pentru a vorbi?", 13, "16:00", "ro"),
            Line("Miss Hart", "Can you come after school?", 12, "08:50"),
            Line("Cristina Popa", "Da, putem veni.", 12, "09:15", "ro"),
            Line("Miss Hart", "Thank you.", 12, "12:35"),
        ),
    ),
    Talk(
        "Alba Romero",
        (
            Line("Carmen Romero", "¿Tiene mi hijo o hija amigos con quienes jugar?", 4, "16:05", "es"),
            Line("Miss Hart", "Your child was a good friend today. You do not need to do anything.", 3, "09:00"),
        ),
    ),
    Talk(
        "Tiago Ferraz",
        (
            Line("Rita Ferraz", "Como foi hoje a escola?", 8, "15:40", "pt"),
            Line("Miss Hart", "Your child had a good day.", 8, "15:50"),
        ),
    ),
    Talk(
        "Yusuf Qureshi",
        (
            Line("Mr Bellamy", "Homework is in the book bag.", 14, "15:35"),
            Line("Nadia Qureshi", "ہم اسے آج شام پڑھیں گے۔", 14, "17:00", "ur"),
            Line("Mr Bellamy", "Your child had a good day.", 1, "15:45"),
        ),
        read=False,
    ),
    Talk(
        "Rosie Whitlock",
        (
            Line("Daniel Whitlock", "When is a good time to talk?", 11, "12:00"),
            Line("Mrs Calloway", "Can you come after school?", 11, "14:10"),
            Line("Daniel Whitlock", "Yes, we can come.", 11, "14:30"),
            Line("Mrs Calloway", "Thank you.", 11, "14:40"),
        ),
        named=("Mrs Calloway",),
    ),
)  # fmt: skip

TO_CLASSES: Final = (
    ToClass(
        "class 4A",
        "Miss Hart",
        "Please bring a coat, because we will be outside. We look forward to seeing you.",
        1,
        "14:30",
    ),
)
