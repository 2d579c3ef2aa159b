"""Two people wrote the same form: what differs, and one draft made of both so that nothing is lost."""

from collections.abc import Iterable

import msgspec

from wire.forms import FieldDraft, FormDraft

SETTINGS = "settings"
"""Stands for what is chosen for the whole form: per child, private, yearly, repeats."""


def differences(mine: FormDraft, theirs: FormDraft) -> tuple[str, ...]:
    """What is not the same: ``title``, ``intro``, ``settings`` and keys of fields, in the order of the form."""
    parts = [name for name in ("title", "intro") if getattr(mine, name) != getattr(theirs, name)]
    if _settings(mine) != _settings(theirs):
        parts.append(SETTINGS)
    ours, others = _by_key(mine), _by_key(theirs)
    keys = dict.fromkeys((*ours, *others))
    return (*parts, *(key for key in keys if ours.get(key) != others.get(key)))


def mixed(mine: FormDraft, theirs: FormDraft, taken: Iterable[str]) -> FormDraft:
    """My draft with what is ``taken`` from theirs. A field that only they have stands after the one before it there."""
    wanted = frozenset(taken)
    fields = list(mine.fields)
    others = _by_key(theirs)
    for key in [key for key in differences(mine, theirs) if key in wanted]:
        _take(fields, key, others.get(key), list(others))
    whole: dict[str, object] = {name: getattr(theirs, name) for name in ("title", "intro") if name in wanted}
    if SETTINGS in wanted:
        whole |= _settings(theirs)
    return msgspec.structs.replace(mine, **whole, fields=tuple(fields))


def field_of(draft: FormDraft, key: str) -> FieldDraft | None:
    """One field of a draft."""
    return _by_key(draft).get(key)


def _take(fields: list[FieldDraft], key: str, theirs: FieldDraft | None, order: list[str]) -> None:
    at = next((n for n, field in enumerate(fields) if field.key == key), None)
    if theirs is None:
        if at is not None:
            del fields[at]
    elif at is not None:
        fields[at] = theirs
    else:
        before = frozenset(order[: order.index(key)])
        after = [n for n, field in enumerate(fields) if field.key in before]
        fields.insert(max(after, default=-1) + 1, theirs)


def _by_key(draft: FormDraft) -> dict[str, FieldDraft]:
    return {field.key: field for field in draft.fields}


def _settings(draft: FormDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in ("per", "private", "yearly", "repeats")}
