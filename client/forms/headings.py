"""Which headings of a form are worth their place: none that stands above nothing."""

from collections.abc import Collection, Sequence

from wire.forms import Field, FieldKind


def under_headings(
    fields: Sequence[Field], visible: Collection[str], *, with_help: bool = False
) -> tuple[Field, ...]:
    """The ``visible`` fields, by key, without headings that have none below them.

    ``with_help``: the words below a heading are shown too; a heading that has some stays, for their sake.
    """
    kept: list[Field] = []
    below = False
    for field in reversed([one for one in fields if one.key in visible]):
        if field.kind is not FieldKind.SECTION:
            kept.append(field)
            below = True
            continue
        if below or (with_help and field.help is not None):
            kept.append(field)
        below = False
    return tuple(reversed(kept))
