"""The one way to say no."""

from wire.base import Refusal


class Refused(Exception):
    """An ask that the server will not do. The app turns ``code`` and ``facts`` into words.

    ``status`` is the HTTP status: 401 not signed in, 403 not allowed, 404 not found (also where
    saying "not allowed" would tell that a thing exists), 409 it clashes with what is there,
    413 too large, 422 malformed, 429 too often, 507 no room.
    """

    def __init__(self, code: str, status: int = 403, **facts: str | int) -> None:
        super().__init__(code)
        self.status = status
        self.refusal = Refusal(code=code, facts=facts)


def not_found() -> Refused:
    """The answer for a thing that is not there, or not for this person: both look the same."""
    return Refused("not_found", 404)
