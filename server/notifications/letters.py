"""The words of an e-mail in its reader's language, as plain text and as simple HTML."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

from babel import Locale
from babel.lists import format_list

from server.core.viewer import Side
from server.notifications.collect import Item
from server.notifications.kinds import KINDS
from wire.base import Text, TextState
from wire.languages import COMPLETE, LANGUAGES
from wire.words import Words

MOST_LETTERS: Final = 1_500
"""Of one text: the whole of it is in the app."""
PAPER, CARD, INK, QUIET, LINE = "#faf5ec", "#fffdf9", "#241d15", "#5f5547", "#e4dac9"
FONTS: Final = "'Noto Sans','Noto Naskh Arabic','Noto Sans Arabic','Segoe UI',Tahoma,Arial,sans-serif"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands around every e-mail of a school. ``off``: the address that ends all e-mails to this reader."""

    school: str
    colour: str
    address: str
    off: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail without its envelope."""

    lang: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing in an e-mail; ``lang`` and ``rtl`` are those of ``words``."""

    title: str
    words: str = ""
    lang: str = "en"
    rtl: bool = False
    notes: tuple[str, ...] = ()


def letter(items: list[Item], side: Side, lang: str, head: Letterhead, *, with_words: bool) -> Letter:
    """The e-mail about these things, of which there is at least one.

    Without ``with_words`` it only counts: no name of a child or an author, and nothing that anybody wrote.
    """
    spoken = lang if lang in COMPLETE else "en"
    w = Words(spoken)
    if with_words:
        subject, groups = _subject(w, items, head), list(_groups(w, items, lang, head))
    else:
        subject, lines = _counted(w, items, side, head)
        more = w.n("Open Bookbag to read it.", "Open Bookbag to read them.", len(items))
        groups = [
            ("", [*(Paragraph(line) for line in lines), Paragraph("", more, spoken, _runs_rtl(spoken))])
        ]
    paths = {item.said.path for item in items}
    link = head.address + (paths.pop() if len(paths) == 1 else "/")
    return Letter(spoken, subject, _text(w, groups, head, link), _html(w, subject, groups, head, link))


def listing(lang: str, names: tuple[str, ...]) -> str:
    """Several names as one: "Zara and Yusuf"."""
    return format_list(list(names), locale=Locale.parse(LANGUAGES[lang].locale))


def _counted(w: Words, items: list[Item], side: Side, head: Letterhead) -> tuple[str, list[str]]:
    counts = Counter(item.kind for item in items)
    lines = [
        (sentences.family if side == "family" else sentences.staff)(w, counts[kind])
        for kind, sentences in KINDS.items()
        if counts[kind]
    ]
    return (lines[0] if len(lines) == 1 else _news(w, head)), lines


def _news(w: Words, head: Letterhead) -> str:
    # Translators: the subject of an e-mail; {school} is the school's name.
    return w._("News from {school}", school=head.school)


def _subject(w: Words, items: list[Item], head: Letterhead) -> str:
    return _title(w, items[0]) if len(items) == 1 else _news(w, head)


def _title(w: Words, item: Item) -> str:
    about = listing(w.lang, tuple(w.apart(name) for name in item.about)) if item.about else ""
    return KINDS[item.kind].head(w, item.said.author, about, item.said.variant)


def _groups(
    w: Words, items: list[Item], lang: str, head: Letterhead
) -> Iterator[tuple[str, list[Paragraph]]]:
    """A heading for each child, and what is new about them; one thing alone says it in its own title."""
    if len(items) == 1:
        yield "", [_paragraph(w, items[0], lang, _title(w, items[0]))]
        return
    for about, group in groupby(items, key=lambda item: item.about):
        heading = listing(w.lang, about) if about else w._("Whole school")
        titled = ((item, KINDS[item.kind].head(w, item.said.author, "", item.said.variant)) for item in group)
        yield heading, [_paragraph(w, item, lang, title) for item, title in titled]


def _paragraph(w: Words, item: Item, lang: str, title: str) -> Paragraph:
    text = item.said.text
    translated = text.state in (TextState.DONE, TextState.CHECKED) and text.shown is not None
    words, spoken = (text.shown or "", lang) if translated else (text.body, text.lang)
    photos = item.said.photos
    notes = [w.n("{n} photo", "{n} photos", photos)] if photos else []
    if words and (said := _translated(w, text)):
        notes.append(said)
    return Paragraph(title, _short(words), spoken, _runs_rtl(spoken), tuple(notes))


def _translated(w: Words, text: Text) -> str:
    """Honestly: who or what translated the words, or that nobody has yet."""
    language = Locale.parse(LANGUAGES[w.lang].locale).languages.get(LANGUAGES[text.lang].locale)
    language = language or LANGUAGES[text.lang].name
    if text.state is TextState.SAME:
        return ""
    if text.state in (TextState.PENDING, TextState.NONE):
        return w._("There is no translation from {language} yet", language=language)
    if text.engine == "person":
        return w._("Translated from {language}, checked by a person", language=language)
    return w._("Translated from {language}", language=language)


def _short(words: str) -> str:
    return words if len(words) <= MOST_LETTERS else words[:MOST_LETTERS].rstrip() + " …"


def _runs_rtl(lang: str) -> bool:
    return lang in LANGUAGES and LANGUAGES[lang].rtl


def _foot(w: Words, head: Letterhead) -> list[str]:
    return [
        w._(
            "You get this e-mail because you have an account at {school}. "
            "You can choose which e-mails you get in the app: More, then Notifications.",
            school=head.school,
        ),
        w._("Please do not answer this e-mail. Nobody reads the answers."),
    ]


def _text(w: Words, groups: list[tuple[str, list[Paragraph]]], head: Letterhead, link: str) -> str:
    parts: list[str] = []
    for heading, paragraphs in groups:
        parts += [f"== {heading} =="] if heading else []
        for one in paragraphs:
            lines = (one.title, one.words, *(f"({note})" for note in one.notes))
            parts.append("\n".join(line for line in lines if line))
    parts.append(w._("Open Bookbag") + ":\n" + link)
    parts.append("-- \n" + "\n".join(_foot(w, head)))
    parts.append(w._("No more e-mails") + ":\n" + head.off)
    return "\n\n".join(parts) + "\n"


def _html(
    w: Words, subject: str, groups: list[tuple[str, list[Paragraph]]], head: Letterhead, link: str
) -> str:
    direction = "rtl" if _runs_rtl(w.lang) else "ltr"
    height = "1.8" if direction == "rtl" else "1.5"
    body = "".join(_group_html(heading, paragraphs) for heading, paragraphs in groups)
    foot = "<br>".join(escape(line) for line in _foot(w, head))
    small = f"font-size:13px;color:{QUIET};padding:16px 8px"
    return (
        f'<!doctype html><html lang="{w.lang}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(subject)}</title></head>"
        f'<body style="margin:0;background:{PAPER};color:{INK};font:16px/{height} {FONTS}">'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" dir="{direction}">'
        '<tr><td align="center" style="padding:16px 8px">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">'
        f'<tr><td style="background:{head.colour};color:{ink_on(head.colour)};padding:14px 24px;'
        f'border-radius:12px 12px 0 0;font-weight:700"><bdi>{escape(head.school)}</bdi></td></tr>'
        f'<tr><td style="background:{CARD};border:1px solid {LINE};border-top:0;'
        f'border-radius:0 0 12px 12px;padding:8px 24px 24px">{body}{_button(w, head, link)}</td></tr>'
        f'<tr><td style="{small}">{foot}<br>'
        f'<a href="{escape(head.off)}" style="color:{QUIET}">{escape(w._("No more e-mails"))}</a></td></tr>'
        "</table></td></tr></table></body></html>"
    )


def _group_html(heading: str, paragraphs: list[Paragraph]) -> str:
    top = f'<h2 style="font-size:20px;margin:20px 0 0"><bdi>{escape(heading)}</bdi></h2>' if heading else ""
    return top + "".join(_paragraph_html(one, 3 if heading else 2) for one in paragraphs)


def _paragraph_html(one: Paragraph, level: int) -> str:
    title = f'<h{level} style="font-size:16px;margin:16px 0 4px">{escape(one.title)}</h{level}>'
    words = ""
    if one.words:
        side = "rtl" if one.rtl else "ltr"
        align = "right" if one.rtl else "left"
        said = escape(one.words).replace("\n", "<br>")
        words = f'<p lang="{one.lang}" dir="{side}" style="margin:0 0 4px;text-align:{align}">{said}</p>'
    notes = "".join(
        f'<p style="margin:0;font-size:13px;color:{QUIET}">{escape(note)}</p>' for note in one.notes
    )
    return (title if one.title else "") + words + notes


def _button(w: Words, head: Letterhead, link: str) -> str:
    look = (
        f"display:inline-block;background:{head.colour};color:{ink_on(head.colour)};padding:12px 28px;"
        "border-radius:999px;text-decoration:none;font-weight:600"
    )
    said = escape(w._("Open Bookbag"))
    return f'<p style="margin:24px 0 0"><a href="{escape(link)}" style="{look}">{said}</a></p>'


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour ``#rrggbb``: one of them always has 4.5:1."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (light + 0.05) >= 4.5 else "#000000"
