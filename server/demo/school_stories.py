"""What the demo school tells whole years, everybody, or the family of one child, and what waits for its time."""

from typing import Final

from server.demo.class_stories import BOOKS
from server.demo.stories import Said, Told

PROUD: Final = "A proud moment for {name} today: {what}."


def proud(name: str, what: str, *more: str) -> str:
    """The words for a page of a portfolio."""
    return " ".join((PROUD.format(name=name, what=what), *more))


SCHOOL: Final = (
    Told(
        "school", "Mrs Calloway",
        "Today the whole school sang together in the hall. "
        "There were 214 voices, 3 drums and one very happy head teacher.",
        0, "13:20", ("stage:2",), 16,
        (
            Said("Daniel Whitlock", "We could hear you from the bus stop!", "en", 12),
            Said("Leila Haddad", "هل يمكن أن تأتي الجدة أيضًا في المرة القادمة؟", "ar", 20),
            Said("Mrs Calloway", "Grandparents are always very welcome.", "en", 26),
        ),
    ),
    Told(
        "school", "Mrs Dunne",
        "School will be closed for pupils on {+6} because it is an INSET day. "
        "Lessons start again on the next school day at 8:50am.",
        2, "09:20", (), 6, comments_open=False,
    ),
    Told(
        "school", "Mrs Calloway",
        "The next coffee morning is on Wednesday at 9:00am in the library. "
        "Come and meet other families, and bring any question you like.",
        5, "09:15", (), 11,
        (
            Said("Nadia Qureshi", "میں بدھ کو ضرور آؤں گی۔", "ur", 200),
            Said("Louise Kettering", "We would love to help with this.", "en", 260),
            Said("Mrs Calloway", "That would be wonderful, thank you!", "en", 300),
        ),
    ),
    Told(
        "school", "Mrs Dunne",
        "Lunch money is now £2.65 a day. "
        "To ask about free school meals, call 01632 960214 or write to office@hazelmoor.example.org.",
        7, "12:10", ("lunch:1",), 3,
    ),
    Told(
        "school", "Mrs Calloway",
        "Our food bank collection filled 28 boxes. Thank you to every family who gave something, large or small.",
        9, "14:30", ("shop:2",), 18,
        (Said("Claire Pemberton", "So proud of all of you. 👏", "en", 70),),
    ),
    Told(
        "school", "Mrs Dunne",
        "We have had a few cases of head lice in school. "
        "Please check your child's hair this week, and ask at the office if you need help. "
        "It can happen to anyone.",
        12, "12:00", (), 2, comments_open=False,
    ),
    Told(
        "school", "Mrs Calloway",
        "Welcome to our 6 new families who joined us this month. "
        "If you see someone who looks lost at the gate, please say hello.",
        14, "09:30", ("school:1",), 20,
        (
            Said("Rita Ferraz", "Que trabalho lindo, parabéns a todos!", "pt", 300),
            Said("Huda Al-Masri", "شكرًا جزيلاً على كل ما تفعلونه.", "ar", 340),
        ),
    ),
)  # fmt: skip

YEARS: Final = (
    Told(
        "year 4", "Mrs Calloway",
        "Year 4 will visit the science centre on {+8}. "
        "The coaches leave at 9:00am and we expect to be back by 3:45pm. "
        "Please bring a packed lunch, a drink and a waterproof coat.",
        3, "10:00", ("bus:2",), 7,
        (Said("Daniel Whitlock", "Can the children wear trainers for this?", "en", 180),
         Said("Mrs Calloway", "Yes, trainers are fine, and please pack a warm layer too.", "en", 220)),
    ),
    Told(
        "year 1", "Mrs Calloway",
        "Year 1 parents are invited to a phonics workshop on {+5} at 2:30pm. "
        "We will show you how we teach reading, and there will be tea. "
        "Younger brothers and sisters are welcome too.",
        5, "13:05", (), 5,
    ),
    Told(
        "year 6", "Mrs Calloway",
        "The Year 6 maths evening is on {+7} at 5:30pm in the hall. Interpreters for Urdu and Polish will be there.",
        7, "10:40", (), 4,
    ),
    Told(
        "year 3", "Mrs Calloway",
        "Year 3 begins recorder lessons next week. Recorders cost £4 and can be paid for at the office.",
        10, "11:15", (), 4,
    ),
    Told(
        "year 2", "Mrs Calloway",
        "The eye test visit for Year 2 is on {+4}. "
        "You do not need to do anything, and a letter with the result will come home.",
        11, "10:20", (), 2,
    ),
)  # fmt: skip

PORTFOLIOS: Final = (
    Told(
        "Zara Qureshi", "Miss Hart",
        proud("Zara Qureshi", "a whole page of neat, joined handwriting",
              "The story is about a lost lighthouse, and the storm feels real."),
        1, "12:05", ("letters:2", "lighthouse:1"), 2,
        (Said("Adeel Qureshi", "Thank you so much for sharing this.", "en", 200),),
    ),
    Told(
        "Yusuf Qureshi", "Mrs Sandhu",
        proud("Yusuf Qureshi", "counting to 50 without any help", "We clapped, and the smile says it all."),
        2, "11:40", ("blocks:2",), 2,
        (Said("Adeel Qureshi", "We have heard about nothing else all evening!", "en", 380),),
    ),
    Told(
        "Lena Nowak", "Miss Hart",
        proud("Lena Nowak", "teaching the whole class to say good morning in Polish",
              "Now we greet each other in 9 languages."),
        4, "09:40", ("map:2",), 2,
        (Said("Katarzyna Nowak", "Dziękujemy za tłumaczenie, teraz wszystko rozumiem.", "pl", 120),),
    ),
    Told(
        "Rosie Whitlock", "Miss Hart",
        proud("Rosie Whitlock", "watching the pond for 20 minutes without a word",
              "This careful drawing of a duck is the result."),
        6, "14:05", ("pond:1",), 1,
    ),
    Told(
        "Omar Haddad", "Mrs Sandhu",
        proud("Omar Haddad", "reading a whole chapter aloud to the class"),
        8, "11:25", ("books:2",), 2,
        (Said("Leila Haddad", "شكرًا جزيلاً على كل ما تفعلونه.", "ar", 240),),
    ),
    Told(
        "Szymon Wójcik", "Mrs Rahman",
        proud("Szymon Wójcik", "counting to 50 without any help"),
        10, "10:50", (), 2,
    ),
)  # fmt: skip

WAITING: Final = (
    Told("class 4A", "Miss Hart", BOOKS, -1, "08:45"),
    Told(
        "school", "Mrs Calloway",
        "The school fair is on {+7} from 2:00pm to 5:00pm. "
        "Cakes, raffle prizes and helpers are all very welcome.",
        -2, "09:00",
    ),
    Told(
        "school", "Mrs Dunne",
        "School photographs will be taken on {+5}. Please send your child in full school uniform.",
        -3, "09:00",
    ),
)  # fmt: skip

SCHOOL_STORIES: Final = SCHOOL + YEARS + PORTFOLIOS + WAITING
