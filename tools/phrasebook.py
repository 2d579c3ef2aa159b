"""The phrasebook: sentences that people translate once, for every school (spec 12.4).

``collect`` brings each language's file up to date with the demo school's sentences and those in
locales/phrasebook/sentences.txt and quick_answers.txt, and keeps every translation; ``check`` says what is
missing or wrong. A quick answer's wording is also what leads back to English: that it writes by itself.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from server.demo.forms import said
from server.demo.hours import names_of_days
from server.demo.occasions import OCCASIONS
from server.demo.people import ADULTS, CLASSES, PUPILS, STAFF
from server.demo.points import NOTES
from server.demo.shelves import sentences
from server.demo.stories import DATE_AHEAD
from server.demo.talks import TALKS
from server.demo.tell import STORIES
from server.forms.bodies import words_of
from server.forms.ready import READY
from server.messages.quick import answers_of
from server.points.skills import FIRST_SKILLS
from server.translation.masks import SLOT
from server.translation.phrasebook import FOLDER, TERM, msgids
from wire.languages import LANGUAGES

HOME = "en"
SPOKEN = ("ur", "pl", "ar", "bn", "ro", "so", "pt", "es")
"""The languages of the demo school's families besides English."""
A_DATE = "12/11/2026"
FIRST = datetime(2026, 11, 23, tzinfo=UTC)
"""In every header, so that a file changes only when its sentences do."""
HEADER = """# Bookbag's phrasebook: {name}.
# {{1}} stands for a name or a figure. Correct what reads wrong: every school uses it.
# Not yet read through by somebody whose first language this is."""
NAMES = (*(x.name for x in PUPILS), *(x.name for x in ADULTS), *(x.name for x in STAFF))
Entry = tuple[str | None, str]
"""Context (a source language, or ``term``) and sentence."""


def told() -> Iterator[tuple[str, str]]:
    """Every text that the demo school says, with its language."""
    for story in STORIES:
        yield HOME, DATE_AHEAD.sub(A_DATE, story.words)
        for comment in story.comments:
            yield comment.lang, comment.words
    for talk in TALKS:
        for line in talk.lines:
            yield line.lang, line.words
    for skill, _ in FIRST_SKILLS:
        yield HOME, skill
    for note in NOTES:
        yield HOME, note
    yield from said()
    for draft in READY:
        yield from ((HOME, words) for words in words_of(draft))
    for one in OCCASIONS:
        yield from ((HOME, words) for words in (one.title, one.venue, one.details) if words)
    for sentence in (*sentences(), *names_of_days()):
        yield HOME, sentence


def quick() -> tuple[str, ...]:
    """Every quick answer in English, of families and of staff."""
    return tuple(dict.fromkeys((*answers_of("family"), *answers_of("staff"))))


def wanted(lang: str) -> dict[Entry, str]:
    """What the file of ``lang`` must hold, with an example for whoever translates a slot."""
    found: dict[Entry, str] = {}
    if lang != HOME:
        lines = (*_lines("sentences.txt"), *quick())
        for source, text in (*told(), *((HOME, line) for line in lines)):
            if source == HOME:
                found |= _entries(None, text, HOME)
        for wording in _english_wordings():
            found |= _entries(None, wording, HOME)
        found |= {(TERM, term): "" for term in _lines("terms.txt")}
        return found
    for source, text in told():
        if source != HOME:
            found |= _entries(source, text, source)
    return found | dict.fromkeys(_back(), "")


def _back() -> dict[Entry, str]:
    """Each wording of a quick answer with the English that it stands for."""
    books = {lang: read(lang) for lang in SPOKEN}
    return {
        (lang, str(entry.string)): sentence
        for lang, book in books.items()
        for sentence in quick()
        if (entry := book.get(sentence)) and entry.string
    }


def read(lang: str) -> Catalog:
    """The file of a language, empty if there is none yet."""
    path = path_of(lang)
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, abort_invalid=True)
    return _empty(lang)


def path_of(lang: str) -> Path:
    """Where the file of a language is."""
    return FOLDER / lang / "LC_MESSAGES" / "phrasebook.po"


def collect() -> int:
    """Writes every file anew."""
    for lang in (HOME, *SPOKEN):
        after = updated(lang, read(lang))
        path_of(lang).parent.mkdir(parents=True, exist_ok=True)
        path_of(lang).write_bytes(written(after))
        print(f"{lang}: {sum(not m.string for m in after if m.id)} of {len(after)} to translate")
    return 0


def updated(lang: str, before: Catalog) -> Catalog:
    """The file of a language: what is wanted first, then what else was translated; no translation is lost."""
    after, back = _empty(lang), _back() if lang == HOME else {}
    for (context, sentence), example in wanted(lang).items():
        notes = [f"For example: {example}"] if example else []
        kept = before.get(sentence, context)
        wording = back.get((context, sentence)) or (kept.string if kept else "")
        after.add(sentence, wording, auto_comments=notes, context=context)
    for message in before:
        if message.id and message.string and after.get(message.id, message.context) is None:
            after.add(message.id, message.string, context=message.context)
    return after


def written(catalog: Catalog) -> bytes:
    """A catalog as its file."""
    file = BytesIO()
    write_po(file, catalog, width=0, no_location=True)
    return file.getvalue()


def faults(lang: str) -> Iterator[str]:
    """What is missing in a language's file, and what a reader must never see."""
    catalog = read(lang)
    for context, sentence in wanted(lang):
        entry = catalog.get(sentence, context)
        if entry is None or not entry.string or entry.fuzzy:
            yield f"{lang}: no translation of {sentence!r}"
    for entry in catalog:
        if entry.id and entry.string:
            yield from (
                f"{lang}: {entry.id!r}: {fault}" for fault in wrong_in(str(entry.id), str(entry.string))
            )


def wrong_in(sentence: str, wording: str) -> Iterator[str]:
    """Faults of one translation: its slots, figures that no slot holds, letters in two forms, stray spaces."""
    if sorted(SLOT.findall(sentence)) != sorted(SLOT.findall(wording)):
        yield "its slots are not those of the sentence"
    if any(letter.isnumeric() for letter in SLOT.sub("", wording)):
        yield "it has a figure of its own"
    if wording != unicodedata.normalize("NFC", wording):
        yield "its letters are not in their usual form (NFC)"
    if wording != wording.strip() or re.search(r"\s\s|[<>]", wording):
        yield "it has stray spaces or signs"


def check() -> int:
    """Says every fault of every file."""
    found = [fault for lang in (HOME, *SPOKEN) for fault in faults(lang)]
    print("\n".join(found) or "The phrasebook is complete.")
    return 1 if found else 0


def _empty(lang: str) -> Catalog:
    return Catalog(
        locale=LANGUAGES[lang].locale,
        header_comment=HEADER.format(name=LANGUAGES[lang].english),
        project="Bookbag",
        version="1",
        msgid_bugs_address="office@hazelmoor.example.org",
        last_translator="The translators of Bookbag",
        language_team=LANGUAGES[lang].english,
        charset="utf-8",
        creation_date=FIRST,
        revision_date=FIRST,
        fuzzy=False,
    )


@cache
def _entries(context: str | None, text: str, lang: str) -> dict[Entry, str]:
    """The sentences of a text: the same for each of the languages that they are translated to."""
    found = {}
    for sentence in msgids(text, NAMES, CLASSES, lang):
        found[context, sentence] = text if SLOT.search(sentence) else ""
    return found


def _english_wordings() -> list[str]:
    return [str(entry.string) for entry in read(HOME) if entry.id and entry.string]


def _lines(name: str) -> list[str]:
    return [line for line in (FOLDER / name).read_text("utf-8").splitlines() if line]


if __name__ == "__main__":
    sys.exit({"collect": collect, "check": check}[sys.argv[1]]())
