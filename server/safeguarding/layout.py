"""Puts a conversation into words for paper, in its reader's language: plain values in, plain values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime

from server.core.typeset import fonts_for, typst_lang
from server.safeguarding.paper import Block, Paper, Picture, Said, said
from wire.base import Person, Role
from wire.labels import translation_label
from wire.languages import LANGUAGES
from wire.locales import locale_of
from wire.safeguarding import Attachment, Entry, FoundThread, Shown, Wording
from wire.words import Words


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a conversation besides its messages. ``reason``: why it was opened, if it is evidence."""

    thread: FoundThread
    school: str
    colour: str
    zone: str
    owner: str
    made_at: int
    as_of: int
    reason: str | None


def paper_of(about: About, entries: Sequence[Entry], printed: frozenset[int], lang: str) -> Paper:
    """The conversation as it is printed. ``printed``: the pictures of which a small copy is there."""
    w = Words(lang)
    when = _Times(w, about.zone)
    title = w._("Conversation about {name}", name=about.thread.pupil_name)
    return Paper(
        title=title,
        school=about.school,
        colour=about.colour,
        lang=typst_lang(lang),
        rtl=LANGUAGES[lang].rtl,
        fonts=fonts_for(lang),
        foot=f"{about.school} · {title}",
        # Translators: at the foot of a page. {n} and {total} are numbers.
        page=w._("Page {n} of {total}"),
        facts=_facts(w, when, about),
        messages=tuple(_block(w, when, entry, printed) for entry in entries),
        end=w.n(
            "End of the conversation: {n} message.", "End of the conversation: {n} messages.", len(entries)
        ),
    )


def picture_name(media_id: int) -> str:
    """What the small copy of a picture is called while the paper is made."""
    return f"photo-{media_id}.webp"


def role_name(w: Words, role: Role) -> str:
    """A role as it is said on paper."""
    return {
        Role.PARENT: w._("Parent"),
        Role.TEACHER: w._("Teacher"),
        Role.TA: w._("Teaching assistant"),
        Role.PROFESSIONAL: w._("Therapist or nurse"),
        Role.SMT: w._("Head teacher"),
        Role.DSL: w._("Safeguarding lead"),
        Role.OFFICE: w._("School office"),
    }[role]


class _Times:
    """Moments by the school's clock, to the second: what is written here may be evidence."""

    def __init__(self, w: Words, zone: str) -> None:
        self._w = w
        self._locale = _locale(w.lang)
        self._zone = ZoneInfo(zone)

    def __call__(self, at: int) -> str:
        local = datetime.fromtimestamp(at / 1000, self._zone)
        day = format_datetime(local, "EEEE d MMMM y", locale=self._locale, tzinfo=self._zone)
        return self._w._("{date}, {time}", date=day, time=f"{local:%H:%M:%S}")


def _locale(lang: str) -> Locale:
    return locale_of("en_GB" if lang == "en" else LANGUAGES[lang].locale)


def _facts(w: Words, when: _Times, about: About) -> tuple[tuple[str, str], ...]:
    thread = about.thread
    facts = [
        (w._("Child"), f"{w.apart(thread.pupil_name)} · {w.apart(thread.class_name)}"),
        (w._("Family"), _names(w, thread.family)),
        (w._("Staff"), _names(w, thread.staff)),
        (w._("As it was on"), when(about.as_of)),
        (w._("Made on"), when(about.made_at)),
        (w._("Made for"), w.apart(about.owner)),
    ]
    if about.reason is not None:
        facts.append((w._("Reason for opening it"), w.apart(about.reason)))
    return tuple(facts)


def _names(w: Words, people: Sequence[Person]) -> str:
    return " · ".join(w.apart(person.name) for person in people)


def _block(w: Words, when: _Times, entry: Entry, printed: frozenset[int]) -> Block:
    return Block(
        author=w.apart(entry.author.name),
        role=role_name(w, entry.author.role),
        at=when(entry.at),
        notes=_notes(w, when, entry),
        texts=tuple(_texts(w, when, entry)),
        pictures=tuple(_picture(w, one, n, printed) for n, one in enumerate(entry.attachments, 1)),
        read=_read(w, when, entry),
    )


def _notes(w: Words, when: _Times, entry: Entry) -> tuple[str, ...]:
    notes = []
    if entry.covers is not None:
        notes.append(w._("For {name}, who was away", name=entry.covers.name))
    if entry.to_class:
        notes.append(w._("Written to all families of the class"))
    if entry.removed_at is not None and entry.removed_by is not None:
        notes.append(
            w._("Taken back by {name} on {time}", name=entry.removed_by.name, time=when(entry.removed_at))
        )
    elif entry.removed_at is not None:
        notes.append(w._("Taken back on {time}", time=when(entry.removed_at)))
    return tuple(notes)


def _texts(w: Words, when: _Times, entry: Entry) -> list[Said]:
    """The words that stand first; what stood before below them, the newest first."""
    texts = []
    for n, wording in enumerate(reversed(entry.wordings)):
        label = _label(w, when, entry, wording, n)
        texts.append(said(wording.body, wording.lang, label, main=n == 0))
        texts += [said(one.body, one.lang, _shown(w, when, one), main=False) for one in _seen(entry, wording)]
    return texts


def _seen(entry: Entry, wording: Wording) -> list[Shown]:
    """Translations by language, the newest first; of earlier ones those that somebody may have read."""
    read = [one.at for one in entry.read_by]
    newest_first = sorted(wording.shown, key=lambda one: (one.lang, one.until is not None, -one.at))
    # Who read it is not told to everybody: without that, all of them are printed.
    return [one for one in newest_first if one.until is None or not read or any(map(one.stood_at, read))]


def _label(w: Words, when: _Times, entry: Entry, wording: Wording, n: int) -> str:
    if n > 0:
        return w._("The words before that, written on {time}", time=when(wording.at))
    if entry.removed_at is not None:
        return w._("The words that were taken back")
    return w._("Edited on {time}", time=when(wording.at)) if len(entry.wordings) > 1 else ""


def _shown(w: Words, when: _Times, one: Shown) -> str:
    locale = _locale(one.lang)
    language = _locale(w.lang).languages.get(locale.language) or LANGUAGES[one.lang].name
    return translation_label(w, language, one.engine, when(one.until) if one.until is not None else "")


def _picture(w: Words, one: Attachment, n: int, printed: frozenset[int]) -> Picture:
    name = one.name or w._("Photo {n}", n=n)
    detail = f"SHA-256 {one.sha256}" if one.sha256 else w._("The file is not there any more")
    return Picture(picture_name(one.id) if one.id in printed else "", w.apart(name), detail)


def _read(w: Words, when: _Times, entry: Entry) -> str:
    return " · ".join(
        w._("Read by {name} on {time}", name=one.person.name, time=when(one.at)) for one in entry.read_by
    )
