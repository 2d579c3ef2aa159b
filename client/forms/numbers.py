"""Numbers and money as people type them, in any digits, and as they go over the wire."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

_PLAIN: Final = re.compile(r"-?\d{1,9}(\.\d{0,4})?", re.ASCII)
_GROUPED: Final = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_POINTS: Final = str.maketrans(
    {"٫": ".", "٬": ",", "،": ",", "−": "-", "£": "", " ": "", "\u00a0": "", "\u202f": ""}
)


def typed_number(typed: str) -> str:
    """What was typed as a decimal with a point; as it was typed where it is no number."""
    plain = _plain(typed)
    return plain if plain is not None else typed.strip()


def typed_pence(typed: str) -> str:
    """What was typed in pounds as whole pence; as it was typed where it is no sum of money."""
    plain = _plain(typed)
    if plain is None:
        return typed.strip()
    pence = Decimal(plain) * 100
    if pence != int(pence) or pence < 0:
        return f"{typed.strip()}?"
    return str(int(pence))


def pounds(pence: str) -> str:
    """Whole pence as they stand in the field; what is no number of pence as it is."""
    if not re.fullmatch(r"[0-9]{1,9}", pence):
        return pence.removesuffix("?")
    whole, rest = divmod(int(pence), 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def _plain(typed: str) -> str | None:
    said = "".join(_digit(one) for one in typed.translate(_POINTS))
    said = said.replace(",", "") if _GROUPED.fullmatch(said) else said.replace(",", ".")
    return said.rstrip(".") if _PLAIN.fullmatch(said) else None


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
