"""Which headings of a form are shown, and how a day in an answer is said."""

from client.core.words import Words
from client.forms.headings import under_headings
from client.forms.saying import day
from tests.client import eg
from wire.forms import Field, FieldKind


def field(key: str, kind: FieldKind = FieldKind.TEXT, help: str = "") -> Field:  # noqa: A002 as the field has it
    below = eg.text(help, 9100 + ord(key[0])) if help else None
    return Field(key, kind, eg.text(key, 9000 + ord(key[0])), help=below)


ALL = (
    field("about", FieldKind.SECTION, help="The bus leaves at nine."),
    field("food", FieldKind.SECTION),
    field("diet"),
    field("severe", FieldKind.SECTION),
    field("pen"),
    field("zone", FieldKind.SECTION),
)


def keys(visible: set[str], *, with_help: bool = False) -> list[str]:
    return [one.key for one in under_headings(ALL, visible, with_help=with_help)]


def test_a_heading_that_stands_above_nothing_is_left_out() -> None:
    assert keys({one.key for one in ALL} - {"pen"}) == ["food", "diet"]


def test_where_its_words_are_shown_a_heading_stays_for_their_sake() -> None:
    assert keys({"about", "food", "severe", "pen"}, with_help=True) == ["about", "severe", "pen"]


def test_the_day_on_a_packet_of_medicine_is_said_with_its_year() -> None:
    assert day(Words("en"), "2027-10-31") == "Sunday 31 October 2027"
    assert day(Words("pl"), "2027-10-31").endswith("2027")
    assert day(Words("en"), "no day") == "no day"
