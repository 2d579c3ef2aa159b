"""The app's sentences in other languages: collects them for translators, checks and compiles the catalogs.

``collect`` writes locales/messages.pot and brings every catalog up to date; ``check`` fails if anything is
missing or wrong; ``compile`` makes the .mo files that the app reads.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from wire.languages import COMPLETE, LANGUAGES

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "locales"
POT = LOCALES / "messages.pot"
PLACES = ("client", "server", "wire")
KEYWORDS = {"_": None, "n": (1, 2), "p": ((1, "c"), 2)}
SLOT = re.compile(r"\{(\w*)[^{}]*\}")
Key = tuple[str | None, str, str]


def collected() -> Catalog:
    """Every sentence that the code says, as a template."""
    catalog = Catalog(project="Bookbag", charset="utf-8", fuzzy=False)
    for place in PLACES:
        for name, _, ids, notes, context in extract_from_dir(
            str(ROOT / place), [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            catalog.add(ids, None, [(f"{place}/{name}", 1)], auto_comments=notes, context=context)
    return catalog


def said(catalog: Catalog) -> dict[Key, Message]:
    """The messages of a catalog by context, sentence and plural."""
    return {key(message): message for message in catalog if message.id}


def key(message: Message) -> Key:
    """What makes a message that message."""
    one, many = message.id if isinstance(message.id, tuple | list) else (message.id, "")
    return (message.context, str(one), str(many))


def catalogs() -> dict[str, Path]:
    """The app's own catalogs by language."""
    return {path.parent.parent.name: path for path in sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))}


def read(path: Path) -> Catalog:
    """A catalog as it stands on disk."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def collect() -> int:
    """Write the template; take new sentences into every catalog and mark what changed."""
    template = collected()
    save(POT, template)
    for lang, path in catalogs().items():
        catalog = read(path)
        catalog.locale = LANGUAGES[lang].locale
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        save(path, catalog)
        print(f"{lang}: {len(unfinished(catalog))} sentences to translate")
    return 0


def save(path: Path, catalog: Catalog) -> None:
    """Write a catalog so that only what changed differs: sorted, without dates or line numbers."""
    out = BytesIO()
    write_po(out, catalog, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
    lines = [
        line
        for line in out.getvalue().splitlines(keepends=True)
        if not line.startswith(b'"POT-Creation-Date')
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(lines))


def unfinished(catalog: Catalog) -> list[Message]:
    """Sentences without a translation, or with one that was only guessed."""
    return [message for message in catalog if message.id and (message.fuzzy or not all(strings(message)))]


def strings(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural."""
    given = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(text or "" for text in given)


def compile_all() -> int:
    """Make a .mo beside every .po under ``locales/``."""
    for path in LOCALES.rglob("*.po"):
        made = BytesIO()
        write_mo(made, read(path))
        path.with_suffix(".mo").write_bytes(made.getvalue())
    return 0


def check() -> int:
    """Say all that is wrong with the template and the catalogs."""
    wrong = [*stale_template()]
    missing = set(COMPLETE) - {"en"} - set(catalogs())
    wrong += [f"{lang}: has no catalog, but is said to be complete" for lang in sorted(missing)]
    for lang, path in catalogs().items():
        wrong += [f"{path.relative_to(ROOT)}: {fault}" for fault in faults(lang, read(path))]
        wrong += msgfmt_faults(path)
    print("\n".join(wrong))
    return 1 if wrong else 0


def stale_template() -> Iterator[str]:
    """Where messages.pot no longer says what the code says."""
    now, then = set(said(collected())), set(said(read(POT))) if POT.exists() else set()
    if now != then:
        yield f"locales/messages.pot is not up to date ({len(now ^ then)} sentences differ): run `make po`"


def faults(lang: str, catalog: Catalog) -> Iterator[str]:
    """What is wrong in one language's catalog."""
    wanted = said(read(POT)) if POT.exists() else {}
    have = said(catalog)
    if lang in COMPLETE:
        yield from (f"not translated: {k[1]!r}" for k in wanted if k not in have)
        yield from (f"not finished: {key(message)[1]!r}" for message in unfinished(catalog))
    yield from (f"no longer said: {k[1]!r}" for k in have if k not in wanted)
    plurals = get_plural(Locale.parse(LANGUAGES[lang].locale)).num_plurals
    if catalog.num_plurals != plurals:
        yield f"has {catalog.num_plurals} plural forms, the language has {plurals}"
    for message in have.values():
        yield from slot_faults(message, plurals)


def slot_faults(message: Message, plurals: int) -> Iterator[str]:
    """Named slots that a translation lost or made up. The number itself may be a word in a plural ("one family")."""
    one, many = key(message)[1:]
    wanted = slots(many or one)
    given = [text for text in strings(message) if text]
    if many and given and len(given) != plurals:
        yield f"{one!r}: {len(given)} forms of {plurals}"
    for text in given:
        lost, new = wanted - slots(text), slots(text) - wanted
        if new or lost - ({"n"} if many else set()):
            yield f"{one!r}: slots {sorted(wanted)} became {sorted(slots(text))}"


def slots(text: str) -> set[str]:
    """The names in braces."""
    return set(SLOT.findall(text))


def msgfmt_faults(path: Path) -> list[str]:
    """What GNU gettext says against a catalog, where it is installed."""
    if not shutil.which("msgfmt"):
        return []
    told = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stderr.splitlines() if told.returncode else []


if __name__ == "__main__":
    sys.exit({"collect": collect, "check": check, "compile": compile_all}[sys.argv[1]]())
