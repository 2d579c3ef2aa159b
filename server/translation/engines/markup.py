"""How slots travel through engines that read HTML: as elements that must not be translated."""

import html
import re
from typing import Final

from server.translation.masks import SLOT

_ELEMENT: Final = re.compile(r"<span\b[^>]*>\s*(\{\d+\})\s*</span\s*>", re.IGNORECASE)


def to_html(masked: str) -> str:
    """A masked sentence as HTML."""
    escaped = html.escape(masked, quote=False)
    return SLOT.sub(r'<span translate="no" class="notranslate">\g<0></span>', escaped)


def from_html(answer: str) -> str:
    """The masked sentence of an engine's HTML; what is not ours in it stays, for the checks to see."""
    return " ".join(html.unescape(_ELEMENT.sub(r"\1", answer)).split())
