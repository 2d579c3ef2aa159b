"""The catalogs: complete where we say complete, right in plurals and slots (spec 12.1)."""

import ast
import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tools import catalogs
from wire.languages import COMPLETE, LANGUAGES

CATALOGS = catalogs.catalogs()


def test_the_template_says_what_the_code_says() -> None:
    assert list(catalogs.stale_template()) == []


def test_sentences_of_emails_are_collected_too() -> None:
    said = catalogs.said(catalogs.collected())
    wanted = {
        (None, "There is a new message about your child.", "There are {n} new messages for you."),
        (None, "No more e-mails", ""),
        (None, "Open Bookbag to read it.", "Open Bookbag to read them."),
    }
    assert wanted - set(said) == set()


def _asks_for_words(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in "_np"


def test_no_sentence_hides_inside_another() -> None:
    """A sentence that is asked for inside an f-string is not collected, and stays English for everybody."""
    root, collected = Path(__file__).parent.parent, {key[1] for key in catalogs.said(catalogs.collected())}
    hidden = [
        (path.name, call.args[0].value)
        for folder in ("client", "server", "wire")
        for path in (root / folder).rglob("*.py")
        for outer in ast.walk(ast.parse(path.read_text()))
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call) and _asks_for_words(call) and call.args
        if isinstance(call.args[0], ast.Constant) and call.args[0].value not in collected
    ]
    assert hidden == []


def test_every_complete_language_has_a_catalog() -> None:
    assert set(COMPLETE) - {"en"} - set(CATALOGS) == set()


@pytest.mark.parametrize("lang", CATALOGS)
def test_a_catalog_has_no_fault(lang: str) -> None:
    assert list(catalogs.faults(lang, catalogs.read(CATALOGS[lang]))) == []


@pytest.mark.parametrize("lang", [lang for lang in COMPLETE if lang != "en"])
def test_every_count_reads_in_its_plural(lang: str) -> None:
    made = BytesIO()
    write_mo(made, catalogs.read(CATALOGS[lang]))
    made.seek(0)
    words = gettext.GNUTranslations(made)
    plurals = [key for key in catalogs.said(catalogs.read(CATALOGS[lang])) if key[2]]
    assert plurals
    for _, one, many in plurals:
        for n in (0, 1, 2, 5, 12, 21, 22, 101):
            assert words.ngettext(one, many, n) not in {one, many}, (one, n)


def test_the_45_languages_are_45() -> None:
    assert len(LANGUAGES) == 45


def test_a_lost_slot_and_a_made_up_one_are_faults() -> None:
    catalog = Catalog(locale="pl")
    catalog.add("Hello {name}", "Cześć {imię}")
    catalog.add("Bye {name}", "Pa {name}")
    found = [
        fault for message in catalogs.said(catalog).values() for fault in catalogs.slot_faults(message, 3)
    ]
    assert found == ["'Hello {name}': slots ['name'] became ['imię']"]


def test_a_plural_may_say_the_number_in_words_but_not_lose_a_name() -> None:
    catalog = Catalog(locale="pl")
    catalog.add(
        ("{n} family of {name}", "{n} families of {name}"),
        ("rodzina {name}", "{n} rodziny {name}", "{n} rodzin"),
    )
    found = [
        fault for message in catalogs.said(catalog).values() for fault in catalogs.slot_faults(message, 3)
    ]
    assert found == ["'{n} family of {name}': slots ['n', 'name'] became ['n']"]
