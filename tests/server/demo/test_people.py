"""The invented people fit together."""

from collections import Counter

from server.core.db import Database
from server.demo.people import ADULTS, CARDS, CLASSES, PUPILS, SCHOOL, STAFF, demo_people, mail_of
from wire.base import Role
from wire.languages import LANGUAGES

NAMES = [person.name for person in ADULTS] + [member.name for member in STAFF]
CHILDREN = {pupil.name: pupil.class_name for pupil in PUPILS}


def test_nobody_has_the_name_or_the_address_of_somebody_else() -> None:
    names = Counter([*NAMES, *CHILDREN])
    assert [name for name, times in names.items() if times > 1] == []
    assert len({mail_of(name) for name in NAMES}) == len(NAMES)


def test_addresses_are_plain_and_lead_nowhere() -> None:
    assert [mail for mail in map(mail_of, NAMES) if not mail.isascii() or " " in mail] == []
    assert {mail.partition("@")[2] for mail in map(mail_of, NAMES)} == {"hazelmoor.example.org"}
    assert mail_of("Inês Carvalho") == "ines.carvalho@hazelmoor.example.org"


def test_every_child_has_somebody_at_home_and_a_class() -> None:
    at_home = {child for adult in ADULTS for child in adult.children}
    assert at_home | {"Ilyas Rahman"} == set(CHILDREN)
    assert set(CHILDREN.values()) == set(CLASSES)
    assert {name for member in STAFF for name in member.classes} == set(CLASSES)


def test_one_family_is_not_on_the_app() -> None:
    away = {child for adult in ADULTS if not adult.on_app for child in adult.children}
    reached = {child for adult in ADULTS if adult.on_app for child in adult.children}
    assert away - reached == {"Caleb Winslow"}


def test_one_person_is_a_teacher_and_a_parent_of_a_child_in_another_class() -> None:
    both = [member for member in STAFF if member.children]
    assert [(one.role, one.classes, CHILDREN[one.children[0]]) for one in both] == [
        (Role.TEACHER, ("2B",), "3B")
    ]


def test_the_families_read_nine_languages_that_bookbag_knows() -> None:
    langs = {adult.lang for adult in ADULTS}
    assert langs == {"en", "ur", "pl", "ar", "bn", "ro", "so", "pt", "es"}
    assert langs <= set(LANGUAGES)


def test_the_cards_show_every_role_and_the_three_languages_to_begin_with() -> None:
    adults = {adult.name: adult for adult in ADULTS}
    roles = {member.name: member.role for member in STAFF}
    parents = [adults[name] for name in CARDS if name in adults]
    assert [parent.lang for parent in parents] == ["ur", "pl", "en"]
    assert {CHILDREN[child] for child in parents[0].children} == {"1A", "4A"}
    assert [roles[name] for name in CARDS if name in roles] == [
        Role.TEACHER, Role.TA, Role.PROFESSIONAL, Role.SMT, Role.DSL, Role.OFFICE,
    ]  # fmt: skip


def test_the_school_can_only_be_called_in_a_story() -> None:
    # Numbers from 01632 960000 to 960999 are kept for plays and films.
    assert SCHOOL.phone.startswith("01632 960")
    assert SCHOOL.email.endswith("example.org")


def test_another_school_has_no_cards(database: Database) -> None:
    assert database.read(demo_people) == []
