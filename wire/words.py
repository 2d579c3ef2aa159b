"""The app's own words in one language: gettext catalogs, with named slots."""

import gettext
from functools import lru_cache
from pathlib import Path

from wire.direction import END, NUMBER, RTL, is_only_parts
from wire.languages import LANGUAGES

LOCALES = Path(__file__).parent.parent / "locales"


class Words:
    """Looks up whole sentences in one language; what has no translation stays English.

    ``_("Hello {name}", name=…)`` · ``n("{n} family", "{n} families", n)`` · ``p("verb", "Post")``.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._catalog = _catalog(lang)
        self._rtl = lang in LANGUAGES and LANGUAGES[lang].rtl

    def _(self, sentence: str, **slots: str | int) -> str:
        """``sentence`` in this language, its ``{slots}`` filled in."""
        said = self._catalog.gettext(sentence)
        return said.format(**self._isolated(slots)) if slots else said

    def n(self, one: str, many: str, n: int, **slots: str | int) -> str:
        """The right plural for ``n``, which is itself the slot ``{n}``."""
        return self._catalog.ngettext(one, many, n).format(n=n, **self._isolated(slots))

    def p(self, context: str, sentence: str, **slots: str | int) -> str:
        """``sentence`` as it is meant in ``context``."""
        said = self._catalog.pgettext(context, sentence)
        return said.format(**self._isolated(slots)) if slots else said

    def apart(self, text: str) -> str:
        """A name that keeps its own direction: "3 Kestrel" in an Urdu sentence must not become "Kestrel 3"."""
        if not self._rtl or not text:
            return text
        # First-strong isolation passes over what is set apart within: a day and a time would change places.
        return f"{RTL if is_only_parts(text) else NUMBER}{text}{END}"

    def phone(self, number: str) -> str:
        """A telephone number, whose groups keep their order in a sentence that runs from right to left."""
        return f"\u2066{number}\u2069" if self._rtl else number

    def _isolated(self, slots: dict[str, str | int]) -> dict[str, str | int]:
        return {name: self.apart(value) if isinstance(value, str) else value for name, value in slots.items()}


@lru_cache(maxsize=64)
def _catalog(lang: str) -> gettext.NullTranslations:
    return gettext.translation("messages", LOCALES, languages=[lang], fallback=True)
