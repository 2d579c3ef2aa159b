"""The one door to Flet for stores: what makes an object redraw the components that it is given to."""

from typing import TypeVar

from flet import observable as _observable

Store = TypeVar("Store")


def observable(store: type[Store]) -> type[Store]:
    """Make a class tell its components of each change of a public field.

    One object belongs to one page: shared by two, it would send one person's data to the other.
    """
    observed: type[Store] = _observable(store)  # type: ignore[no-untyped-call]
    return observed
