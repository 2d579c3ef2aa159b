"""The two small pages that open from an e-mail without signing in: end them all? and: ended."""

from html import escape

from server.notifications.letters import CARD, FONTS, INK, LINE, PAPER, ink_on
from wire.languages import COMPLETE, LANGUAGES
from wire.school import School
from wire.words import Words


def asked_page(school: School, lang: str) -> str:
    """Asks whether to end the e-mails; its button does it."""
    w = _words(lang)
    look = (
        f"background:{school.colour};color:{ink_on(school.colour)};font:inherit;font-weight:600;border:0;"
        "border-radius:999px;padding:14px 28px;cursor:pointer"
    )
    button = f'<form method="post"><button style="{look}">{escape(w._("No more e-mails"))}</button></form>'
    said = w._(
        "Do you want no more e-mails from {school}? You can still read everything in the app.",
        school=school.name,
    )
    return _page(w, school, said, button)


def done_page(school: School, lang: str) -> str:
    """Says that they are ended, and how to have them again."""
    w = _words(lang)
    said = w._(
        "You will get no more e-mails from {school}. You can turn them on again in the app: More, then Notifications.",
        school=school.name,
    )
    return _page(w, school, said)


def _words(lang: str) -> Words:
    return Words(lang if lang in COMPLETE else "en")


def _page(w: Words, school: School, said: str, more: str = "") -> str:
    direction = "rtl" if LANGUAGES[w.lang].rtl else "ltr"
    return (
        f'<!doctype html><html lang="{w.lang}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(school.name)}</title></head>"
        f'<body style="margin:0;background:{PAPER};color:{INK};font:17px/1.6 {FONTS}">'
        '<main style="max-width:560px;margin:32px auto;padding:0 16px">'
        f'<div style="background:{CARD};border:1px solid {LINE};border-radius:12px;padding:24px">'
        f'<h1 style="font-size:22px;margin:0 0 12px"><bdi>{escape(school.name)}</bdi></h1>'
        f"<p>{escape(said)}</p>{more}</div></main></body></html>"
    )
