"""School words that an engine must not guess at: each has one wording in each language."""

import re
from collections.abc import Mapping

from server.translation.masks import SLOT, Masked


def with_terms(masked: Masked, terms: Mapping[str, str]) -> Masked:
    """``masked`` with a further slot for each school word in it, which is shown in its fixed wording."""
    if not terms:
        return masked
    found: list[str] = []

    def slot(match: re.Match[str]) -> str:
        found.append(wordings[match[0].casefold()])
        return f"{{{len(masked.shown) + len(found)}}}"

    wordings = {term.casefold(): wording for term, wording in terms.items()}
    longest_first = sorted(terms, key=len, reverse=True)
    rule = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    text = rule.sub(slot, masked.text)
    return Masked(text, (*masked.shown, *found), (*masked.kinds, *("term" for _ in found)))


def terms_said(termed: Masked, masked: Masked, answer: str) -> str:
    """An engine's ``answer`` to ``termed`` with the fixed wordings in it; the slots of ``masked`` stay."""
    own = len(masked.shown)
    return SLOT.sub(lambda slot: slot[0] if int(slot[1]) <= own else termed.shown[int(slot[1]) - 1], answer)
