"""Short ways to write down the fields of a ready form."""

from typing import Any

from wire.forms import FieldDraft, FieldKind, OptionDraft, ShownIf


def field(
    key: str, kind: FieldKind, label: str, *, if_: str = "", is_: str = "yes", **more: Any
) -> FieldDraft:
    """A field; with ``if_`` it is shown if that one is answered with ``is_``."""
    shown_if = ShownIf(field=if_, answers=(is_,)) if if_ else None
    return FieldDraft(key=key, kind=kind, label=label, shown_if=shown_if, **more)


def section(key: str, label: str, words: str = "", **more: Any) -> FieldDraft:
    """A heading, with words under it."""
    return field(key, FieldKind.SECTION, label, help=words, **more)


def line(key: str, label: str, **more: Any) -> FieldDraft:
    """One line to write on."""
    return field(key, FieldKind.TEXT, label, **more)


def lines(key: str, label: str, **more: Any) -> FieldDraft:
    """Several lines to write on."""
    return field(key, FieldKind.LONG_TEXT, label, **more)


def yes_no(key: str, label: str, *, required: bool = True, **more: Any) -> FieldDraft:
    """A question with yes or no."""
    return field(key, FieldKind.YES_NO, label, required=required, **more)


def date(key: str, label: str, **more: Any) -> FieldDraft:
    """A day."""
    return field(key, FieldKind.DATE, label, **more)


def choice(key: str, label: str, options: dict[str, str], **more: Any) -> FieldDraft:
    """One of several."""
    return field(key, FieldKind.CHOICE, label, options=_options(options), **more)


def choices(key: str, label: str, options: dict[str, str], **more: Any) -> FieldDraft:
    """Any of several."""
    return field(key, FieldKind.CHOICES, label, options=_options(options), **more)


def signature() -> tuple[FieldDraft, ...]:
    """The end of every form."""
    return (
        section("end", "Signature"),
        field("sign", FieldKind.SIGNATURE, "Your signature", required=True),
    )


def _options(options: dict[str, str]) -> tuple[OptionDraft, ...]:
    return tuple(OptionDraft(key=key, label=label) for key, label in options.items())
