"""What is printed of a form: all answers, child by child, and what every such paper has in common (spec 7.5)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import msgspec

from server.core.typeset import fonts_for, typeset
from server.forms.saying import Line, Piece, Saying, long_day, without_signatures
from wire.direction import END, LTR, RTL, is_rtl, ordered
from wire.forms import CANVAS, Answer, CollationRow, Due, FieldKind
from wire.languages import LANGUAGES
from wire.school import School

TEMPLATE: Final = Path(__file__).with_name("answers.typ")


class Bit(msgspec.Struct, frozen=True):
    """Some words, each line in its own direction. ``quiet``: as they were written, beside a translation."""

    lines: tuple[str, ...]
    lang: str
    rtl: bool
    quiet: bool = False


class Pair(msgspec.Struct, frozen=True):
    """What was asked and what was said. ``strong``: to be seen first."""

    label: str
    bits: tuple[Bit, ...]
    strong: bool = False


class Head(msgspec.Struct, frozen=True):
    """What is the same on every paper. ``page`` has the slots ``{n}`` and ``{total}``; ``fonts``: by language."""

    title: str
    school: str
    colour: str
    lang: str
    rtl: bool
    fonts: dict[str, tuple[str, ...]]
    foot: str
    page: str
    facts: tuple[tuple[str, str], ...]


class Drawn(msgspec.Struct, frozen=True):
    """A signature drawn by hand: what was asked, the name typed with it, its lines in parts of the canvas's width."""

    label: str
    name: str
    strokes: tuple[tuple[tuple[float, float], ...], ...]


class Given(msgspec.Struct, frozen=True):
    """One answer: who signed it, how and when, what was said, and the signatures that were drawn."""

    by: str
    about: str
    pairs: tuple[Pair, ...]
    drawn: tuple[Drawn, ...]


class Child(msgspec.Struct, frozen=True):
    """One child with what holds for it. ``note``: how the form stands, if there is something to do."""

    name: str
    note: str
    given: tuple[Given, ...]


class Group(msgspec.Struct, frozen=True):
    """The children of one class."""

    name: str
    children: tuple[Child, ...]


class Sheet(msgspec.Struct, frozen=True):
    """All answers of a form on paper. ``counts``: how many chose what, question by question."""

    head: Head
    counts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    groups: tuple[Group, ...]


def render_answers(
    saying: Saying, rows: Sequence[CollationRow], school: School, printed_by: str, at: int
) -> bytes:
    """The PDF of all answers, by class and name. Raises ``CannotPrint``."""
    return typeset(TEMPLATE, answers_sheet(saying, rows, school, printed_by, at))


def answers_sheet(
    saying: Saying, rows: Sequence[CollationRow], school: School, printed_by: str, at: int
) -> Sheet:
    """What stands on it."""
    w = saying.w
    due = Counter(row.due for row in rows)
    waiting = due[Due.OPEN] + due[Due.AGAIN] + due[Due.OVER]
    facts = [
        *audience_fact(saying),
        (w._("Children"), str(len(rows))),
        (w._("Answered"), str(sum(bool(row.answers) for row in rows))),
        *([(w._("Still without an answer"), str(waiting))] if waiting else []),
    ]
    used = {answer.lang for row in rows for answer in row.answers}
    used |= {text.lang for row in rows for answer in row.answers for text in answer.words.values()}
    return Sheet(
        head=head(
            saying, school, saying.label(saying.newest.title, saying.newest), facts, used, printed_by, at
        ),
        counts=_counts(saying, rows),
        groups=tuple(
            Group(w.apart(name), tuple(_child(saying, row) for row in some))
            for name, some in groupby(rows, key=lambda row: row.class_name)
        ),
    )


def head(
    saying: Saying,
    school: School,
    title: str,
    facts: Iterable[tuple[str, str]],
    languages: Iterable[str],
    printed_by: str,
    at: int,
) -> Head:
    """The top and the foot of a paper: what it is, and who printed it when."""
    w = saying.w
    # Translators: at the foot of a page.
    foot = w._("Printed by {name} on {time}", name=printed_by, time=saying.moment(at))
    return Head(
        title=title,
        school=school.name,
        colour=school.colour,
        lang=w.lang,
        rtl=LANGUAGES[w.lang].rtl,
        fonts={lang: fonts_for(lang) for lang in sorted({w.lang, "en", *languages} & {*LANGUAGES})},
        foot=foot,
        # Translators: at the foot of a page. {n} and {total} are numbers.
        page=w._("Page {n} of {total}"),
        facts=tuple(facts),
    )


def audience_fact(saying: Saying) -> list[tuple[str, str]]:
    """Whom a form asks, and until when."""
    w, form = saying.w, saying.newest
    facts = []
    if form.audience:
        facts.append((w._("For"), w.apart(form.audience)))
    if form.deadline is not None:
        facts.append((w._("Last day"), saying.moment(form.deadline)))
    return facts


def pair(line: Line, lang: str, *, strong: bool = False) -> Pair:
    """A line for paper, for readers of ``lang``."""
    return Pair(inline(line.label, lang), bits(line.pieces), strong)


def bits(pieces: Iterable[Piece]) -> tuple[Bit, ...]:
    """Words for paper."""
    return tuple(_bit(piece) for piece in pieces)


def _bit(piece: Piece) -> Bit:
    lines = tuple(inline(piece.text, piece.lang).split("\n"))
    return Bit(lines, piece.lang, is_rtl(piece.text, piece.lang), piece.original)


def inline(text: str, lang: str) -> str:
    """Words that keep their direction wherever they stand: an English question in an Urdu line ends with its mark."""
    begin = RTL if is_rtl(text, lang) else LTR
    return "\n".join(f"{begin}{line}{END}" for line in ordered(text, lang).split("\n"))


def _child(saying: Saying, row: CollationRow) -> Child:
    w = saying.w
    notes = [] if row.due in (Due.DONE, Due.ANY_TIME) else [saying.due(row.due)]
    if row.differs:
        notes.append(w._("The adults of this child answered differently."))
    return Child(w.apart(row.name), " · ".join(notes), tuple(_given(saying, one) for one in row.answers))


def _given(saying: Saying, answer: Answer) -> Given:
    w = saying.w
    about = [saying.moment(answer.at), w._("read in {language}", language=saying.language(answer.lang))]
    if answer.signed_on is not None and answer.entered_by is not None:
        about = [
            w._(
                "on paper, {date}; put in by {name}",
                date=long_day(answer.signed_on, w.lang),
                name=answer.entered_by.name,
            )
        ]
    if answer.version != saying.newest.version:
        about.append(w._("an earlier version of the form"))
    return Given(
        by=w._("Signed by {name}", name=answer.signer.name),
        about=" · ".join(about),
        pairs=tuple(pair(line, w.lang) for line in without_signatures(saying.lines(answer))),
        drawn=tuple(_drawn(saying, answer)),
    )


def _drawn(saying: Saying, answer: Answer) -> Iterator[Drawn]:
    for line in saying.lines(answer):
        signature = answer.answers.signatures.get(line.key)
        if line.kind is FieldKind.SIGNATURE and signature is not None and signature.strokes:
            strokes = tuple(
                tuple((x / CANVAS, y / CANVAS) for x, y in stroke) for stroke in signature.strokes
            )
            yield Drawn(inline(line.label, saying.w.lang), saying.w.apart(signature.name), strokes)


def _counts(
    saying: Saying, rows: Sequence[CollationRow]
) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """How many answers chose what, where one chooses: what the kitchen and the bus company ask."""
    found = []
    newest, lang = saying.newest, saying.w.lang
    given = [answer for row in rows for answer in row.answers if answer.version == newest.version]
    for field in newest.fields:
        choices = saying.choices(field)
        chosen = Counter(one for answer in given for one in answer.answers.values.get(field.key, ()))
        if choices and any(chosen[key] for key in choices):
            said = tuple((inline(words, lang), chosen[key]) for key, words in choices.items() if chosen[key])
            found.append((inline(saying.label(field.label, newest), lang), said))
    return tuple(found)
