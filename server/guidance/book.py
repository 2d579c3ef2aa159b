"""The guidance files of all languages, and of one school: read once, compiled when a language is first asked for."""

import logging
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import pycld2

from server.core.db import Database
from server.guidance.folding import plain
from server.guidance.matching import Found, Matcher
from server.guidance.phrases import File, NotUnderstood, read_file
from server.guidance.rules import FLAGGED, KINDS
from wire.languages import LANGUAGES

log = logging.getLogger(__name__)

FOLDER: Final = Path(__file__).parents[2] / "locales" / "guidance"
EVERYWHERE: Final = "en"
"""People mix languages: the phrases of this one are looked for in every text."""
MOST_LETTERS: Final = 20_000
FEWEST_LETTERS: Final = 12
"""For telling the language of a text that is in another one than its writer's own."""
SURE: Final = 60
"""Percent of a text that must be in the language found."""
LARGEST_FILE: Final = 1_000_000


class Guide:
    """What one school looks for. ``own``: the folder with the school's own files, if it has one."""

    def __init__(self, own: Path | None = None, folder: Path = FOLDER) -> None:
        self._own = own
        self._folder = folder
        self._matchers: dict[tuple[str, bool], Matcher] = {}
        self._lock = threading.Lock()

    def check_own(self) -> list[str]:
        """A sentence for each file of the school that cannot be used; the rest works."""
        if self._own is None or not self._own.is_dir():
            return []
        said = []
        for path in sorted(self._own.iterdir()):
            if path.suffix != ".txt" or path.stem not in LANGUAGES:
                said.append(
                    f"{path.name} in the school's guidance folder is left out: "
                    "its name must be a language of Bookbag and .txt, as ur.txt."
                )
            elif (why := _problem(path)) is not None:
                said.append(f"The school's own guidance file {path.name} is left out ({why}).")
        return said

    def find(self, body: str, langs: Iterable[str], *, flagged: bool = False) -> list[Found]:
        """The kinds of matter in a text, each once, by the phrases of these languages and of English.

        ``flagged``: only those that leave a flag, in less than half the time.
        """
        told = plain(body[:MOST_LETTERS])
        found: dict[str, Found] = {}
        for lang in dict.fromkeys((*langs, EVERYWHERE)):
            for one in self._matcher(lang, flagged=flagged).find(told):
                found.setdefault(one.kind, Found(one.kind, f"{lang}: {one.phrase}"))
        return list(found.values())

    def languages_for(self, body: str, *said: str | None) -> list[str]:
        """Which phrases to look for: of what the writer says, and of what the text seems to be."""
        langs = [lang for lang in said if lang in LANGUAGES]
        return list(dict.fromkeys((*langs, *_seems(body))))

    def _matcher(self, lang: str, *, flagged: bool) -> Matcher:
        made = self._matchers.get((lang, flagged))
        if made is None:
            with self._lock:
                made = self._matchers.setdefault((lang, flagged), self._compiled(lang, flagged=flagged))
        return made

    def _compiled(self, lang: str, *, flagged: bool) -> Matcher:
        path = self._folder / f"{lang}.txt"
        own = self._own / f"{lang}.txt" if self._own else None
        if own is None or not own.exists() or _problem(own) is not None:
            return _shipped_matcher(path, flagged=flagged)
        file = _shipped(path)
        return _matcher_of(
            file.with_own(read_file(own.read_text("utf-8"), KINDS, file.folding)), flagged=flagged
        )


def open_guide(data: Path) -> Guide:
    """The guide of the school whose data is in this folder; says in the log what of its own files cannot be used."""
    guide = Guide(data / "guidance")
    for sentence in guide.check_own():
        log.warning("%s", sentence)
    return guide


def guide_of(db: Database) -> Guide:
    """The guide of the school that this database belongs to; without any files of its own if none was set."""
    if Guide not in db.held:
        db.held[Guide] = Guide()
    guide: Guide = db.held[Guide]
    return guide


# Schools in one process share what comes with Bookbag: it is the same for all, and large.
@cache
def _shipped(path: Path) -> File:
    return read_file(path.read_text("utf-8"), KINDS) if path.exists() else File()


@cache
def _shipped_matcher(path: Path, *, flagged: bool) -> Matcher:
    return _matcher_of(_shipped(path), flagged=flagged)


def _matcher_of(file: File, *, flagged: bool) -> Matcher:
    return Matcher(file.only(FLAGGED) if flagged else file)


def _problem(path: Path) -> str | None:
    """Why a school's own file cannot be used."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return "it is too large"
        read_file(path.read_text("utf-8"), KINDS)
    except NotUnderstood as error:
        return str(error)
    except (OSError, UnicodeDecodeError):
        return "it cannot be read as UTF-8 text"
    return None


def _seems(body: str) -> list[str]:
    """The language of a text by its letters, if that is fairly sure: of whoever writes in another than they said."""
    if len(body) < FEWEST_LETTERS:
        return []
    try:
        _, _, found = pycld2.detect(body[:1_000].encode(errors="replace"), bestEffort=True)
    except pycld2.error:
        return []
    _, code, percent, _ = found[0]
    tag = {"zh": "zh-Hans", "fil": "tl", "no": "", "un": ""}.get(code, code)
    return [tag] if percent >= SURE and tag in LANGUAGES else []
