"""The paper: every language's letters are there, lines keep the order of their numbers, words are never run."""

from functools import lru_cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from server.core.typeset import CannotPrint, font_folders, fonts_for
from server.safeguarding.layout import About, paper_of, picture_name
from server.safeguarding.paper import Paper, render
from tests import eg
from tests.edges import HOUR, MINUTE, THURSDAY_9_AM
from wire.base import Person, Role, TextState
from wire.languages import LANGUAGES
from wire.safeguarding import Attachment, Entry, FoundThread, ReadBy, Shown, Wording

NADIA = Person(id=7, name="Nadia Malik", role=Role.PARENT)
THREAD = FoundThread(
    thread_id=5, kind="class", pupil_id=1, pupil_name="Zoya", class_name="4A", staff=(), family=(NADIA,), messages=1,
    first_at=None, last_at=None,
)  # fmt: skip
ABOUT = About(
    thread=THREAD, school="Brook Lane", colour="#2f6f5e", zone="Europe/London", owner="Helen Prescott",
    made_at=THURSDAY_9_AM, as_of=THURSDAY_9_AM, reason="A teacher asked me to.",
)  # fmt: skip


def entry(body: str, lang: str, **more: object) -> Entry:
    wording = Wording(at=THURSDAY_9_AM, text_id=1, body=body, lang=lang)
    fields = {"id": 1, "author": NADIA, "side": "family", "at": THURSDAY_9_AM, "wordings": (wording,)}
    return Entry(**{**fields, **more})  # type: ignore[arg-type]


def paper(*entries: Entry, lang: str = "en") -> Paper:
    return paper_of(ABOUT, entries, frozenset(), lang)


def test_what_was_taken_back_and_edited_is_said_in_order() -> None:
    wordings = (
        Wording(at=THURSDAY_9_AM, text_id=1, body="first", lang="en"),
        Wording(
            at=THURSDAY_9_AM + HOUR, text_id=2, body="second", lang="en",
            shown=(Shown(lang="ur", state=TextState.DONE, body="دوسرا", engine="pretend", at=1),),
        ),
    )  # fmt: skip
    edited = paper(entry("", "en", wordings=wordings)).messages[0]
    assert [(one.label, one.lines, one.main) for one in edited.texts] == [
        ("Edited on Thursday 12 November 2026, 10:00:00", ("second",), True),
        ("As shown in Urdu, translated by pretend", ("دوسرا",), False),
        (
            "The words before that, written on Thursday 12 November 2026, 09:00:00",
            ("first",),
            False,
        ),
    ]
    removed = paper(entry("gone", "en", removed_at=THURSDAY_9_AM, removed_by=NADIA)).messages[0]
    assert removed.notes == ("Taken back by Nadia Malik on Thursday 12 November 2026, 09:00:00",)
    assert removed.texts[0].label == "The words that were taken back"


def test_an_earlier_translation_is_printed_where_somebody_read_it() -> None:
    at = THURSDAY_9_AM
    wording = Wording(at=at, text_id=1, body="Yes", lang="en", shown=(
        Shown(lang="ur", state=TextState.DONE, body="ایک", engine="azure", at=at, until=at + MINUTE),
        Shown(lang="ur", state=TextState.DONE, body="دو", engine="azure", at=at + MINUTE, until=at + HOUR),
        Shown(lang="ur", state=TextState.CHECKED, body="تین", engine="person", at=at + HOUR),
    ))  # fmt: skip
    read = ReadBy(person=NADIA, at=at + 2 * MINUTE)
    made = paper(entry("Yes", "en", wordings=(wording,), read_by=(read,))).messages[0]
    assert [(one.label, one.lines) for one in made.texts[1:]] == [
        ("As shown in Urdu, worded by a person", ("تین",)),
        (
            "As shown in Urdu, translated by Azure Translator · Until Thursday 12 November 2026, 10:00:00",
            ("دو",),
        ),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_paper_in_every_language_has_every_letter(lang: str) -> None:
    """A letter that no font has would be an empty box."""
    own = LANGUAGES[lang].name
    made = paper(entry(f"{own} 12:30", lang), lang=lang)
    assert render(made, {}).startswith(b"%PDF-")
    letters = {ord(sign) for sign in own if not sign.isspace()}
    assert letters - _covered(fonts_for(lang)) == set()


def test_what_people_write_is_never_run() -> None:
    """Run, each of these would end in an error."""
    for nasty in ("#panic()", "$x", "*b", '#read("/etc/passwd")', "@nobody", "\\u{", "[", eg.SCRIPT):
        assert render(paper(entry(nasty, "en")), {}).startswith(b"%PDF-")


def test_what_cannot_be_laid_out_says_so(tmp_path: Path) -> None:
    """A picture that is none: trying again would not help."""
    broken = tmp_path / "broken.webp"
    broken.write_bytes(b"no picture")
    photo = Attachment(id=4, kind=None, name="", sha256="ab" * 32, size=10)
    made = paper_of(ABOUT, [entry("", "en", attachments=(photo,))], frozenset({4}), "en")
    with pytest.raises(CannotPrint):
        render(made, {picture_name(4): broken})


def _covered(names: tuple[str, ...]) -> set[int]:
    found: set[int] = set()
    for font in _fonts():
        if font["name"].getDebugName(16) in names or font["name"].getDebugName(1) in names:
            found |= set(font.getBestCmap())
    return found


@lru_cache(maxsize=1)
def _fonts() -> tuple[TTFont, ...]:
    found: list[TTFont] = []
    for folder in font_folders():
        found += [TTFont(path, lazy=True) for path in Path(folder).glob("*.ttf")]
        for path in Path(folder).glob("*.ttc"):
            found += TTCollection(path, lazy=True).fonts
    return tuple(found)
