"""How long a sign-in lasts, and who can sign in at all."""

from typing import Final

DAY: Final = 24 * 60 * 60 * 1000
IDLE: Final = 60 * DAY
LONGEST: Final = 365 * DAY
SEEN_EVERY: Final = 5 * 60 * 1000
"""``seen_at`` is that exact (ms): writing it at every request would cost more than the requests."""


def is_session_alive(now: int, seen_at: int, ends_at: int) -> bool:
    """Whether a session still opens anything: it ends after 60 days without use, and after a year in any case."""
    return now < ends_at and now - seen_at < IDLE


def may_sign_in(password_hash: str | None, closed_at: int | None) -> bool:
    """Whether a person has signed up and was not closed since."""
    return password_hash is not None and closed_at is None


def is_worth_noting(now: int, seen_at: int) -> bool:
    """Whether it is time to write again that a session is in use."""
    return now - seen_at >= SEEN_EVERY
