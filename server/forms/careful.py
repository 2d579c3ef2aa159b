"""Which words of a form must not be misunderstood: doses, figures with a unit, and what says *not* (spec 7.4)."""

import re
import unicodedata
from collections import Counter
from typing import Final

from server.translation.masks import Masks
from server.translation.queries import needs_translation
from wire.base import Text, TextState

_ENGLISH: Final = "en"
_NEGATION: Final = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unless|except|avoid)\b|n['’]t\b",
    re.IGNORECASE,
)
_UNIT: Final = (
    r"(?:mg|mcg|µg|g|kg|ml|l|%|°c?|cm|mm|m|km|miles?|units?|puffs?|drops?|tablets?|tabs?|capsules?|spoons?|teaspoons?"
    r"|spoonfuls?|times|hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|am|pm|pence|p|pounds?)"
)
_AMOUNT: Final = re.compile(
    rf"[£€$]\s?\d|\d(?:[\d.,:/]*\d)?\s?{_UNIT}(?!\w)|\d{{1,2}}:\d{{2}}|[½¼¾⅓⅔]"
    r"|\b(?:dose|doses|dosage|half|twice|once|maximum|minimum|at most|at least)\b",
    re.IGNORECASE,
)
_ISOLATES: Final = str.maketrans("", "", "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c")
_SAYS_NOT: Final[dict[str, str]] = {
    "en": r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unless|except|avoid)\b|n['’]t\b",
    "pl": r"\b(?:nie\w*|bez|ani|nigdy|nikt\w*|nikomu|nic|żad\w+|brak\w*|oprócz|chyba)\b",
    "ur": r"نہ|مت|بغیر|بلا|غیر|سوا|علاوہ|کبھی|بنا|پرہیز|لا",
    "ro": r"\bn[uu]\b|\bn-|\b(?:fără|nici\w*|nimic|nimeni|nicio\w*|excepți\w+|decât|evit\w+)\b",
    "es": r"\b(?:no|ni|nunca|sin|ningun\w*|ningún|nada|nadie|tampoco|salvo|excepto|evit\w+)\b",
    "fr": r"\b(?:ne|pas|ni|non|jamais|sans|aucun\w*|rien|personne|sauf|évit\w+)\b|\bn['’]",
    "pt": r"\b(?:não|nem|nunca|sem|nenhum\w*|nada|ninguém|exceto|evit\w+)\b",
    "it": r"\b(?:non|no|né|mai|senza|nessun\w*|niente|nulla|tranne|evit\w+)\b",
    "de": r"\b(?:nicht\w*|kein\w*|nie|niemals|niemand|ohne|weder|noch|außer|vermeid\w+)\b",
    "nl": r"\b(?:niet\w*|geen|nooit|niemand|zonder|noch|behalve|vermijd\w*)\b",
    "ru": r"\b(?:не\w*|нет|ни\w*|без\w*|кроме)\b",
    "uk": r"\b(?:не\w*|ні\w*|без\w*|крім|жодн\w+)\b",
    "bg": r"\b(?:не\w*|ни\w*|без|освен)\b",
    "cs": r"\bn[ei]\w*|\b(?:bez|ani|žád\w+|kromě)\b",
    "sk": r"\bn[ei]\w*|\b(?:bez|ani|žiad\w+|okrem)\b",
    "ar": r"لا|لم|لن|ليس|دون|بدون|غير|عدم|أبد|إلا|ما",
    "fa": r"\bن\w+|بدون|هیچ|جز|غیر|بی",
    "hi": r"नहीं|नही|न |मत|बिना|कभी|सिवाय|ना|कोई",
    "cy": r"\b(?:d[dd]im|na\w*|ni\w*|heb|byth|neb|oni\w*|peidi\w+)\b|\bn[ai]d\b",
}
"""Language → what its sentences that say *not* have in them. Others put it into the verb, and are not looked at."""


def is_careful(text: Text) -> bool:
    """Whether the original is to be shown beside a text: it says *not* or an amount, and nobody checked it."""
    if text.state in (TextState.SAME, TextState.CHECKED):
        return False
    return says_much(text.body, text.lang)


def says_much(body: str, lang: str) -> bool:
    """Whether words speak of an amount or say *not*. In other languages than English nobody can tell: yes."""
    if lang != _ENGLISH:
        return needs_translation(body, lang, _ENGLISH)
    return _NEGATION.search(body) is not None or _AMOUNT.search(body) is not None


def lost(body: str, lang: str, wording: str, masks: Masks) -> list[str]:
    """The figures, times, names and addresses of a text that a person's wording of it does not hold as often."""
    said = _plain(wording)
    spans = [span for line in body.splitlines() for span in masks.spans(line, lang)]
    wanted = Counter(_plain(span.shown) for span in spans if span.kind != "sign")
    missing = []
    for shown in sorted(wanted, key=lambda one: (-len(one), one)):
        found = _times(said, shown)
        if found < wanted[shown]:
            missing.append(shown)
        # What was found as a part of something longer does not count for itself as well.
        said = _without(said, shown, wanted[shown])
    return [shown for shown in wanted if shown in missing]


def loses_not(body: str, lang: str, wording: str, into: str) -> bool:
    """Whether the original says *not* and a person's wording does not, where that can be told."""
    if lang != _ENGLISH or into not in _SAYS_NOT or not _NEGATION.search(body):
        return False
    return re.search(_SAYS_NOT[into], wording, re.IGNORECASE) is None


def _plain(said: str) -> str:
    """Figures of every script as 0 to 9, without marks of direction."""
    plain = said.translate(_ISOLATES)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain).casefold()


def _pattern(shown: str) -> str:
    before = r"(?<!\d)" if shown[:1].isdecimal() else ""
    after = r"(?!\d)" if shown[-1:].isdecimal() else ""
    return before + re.escape(shown) + after


def _times(said: str, shown: str) -> int:
    return len(re.findall(_pattern(shown), said))


def _without(said: str, shown: str, times: int) -> str:
    return re.sub(_pattern(shown), "\x00", said, count=times)
