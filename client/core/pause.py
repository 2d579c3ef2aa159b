"""How long to wait before the next try."""

import random


def seconds_before(tries: int, *, first: float = 0.5, most: float = 30.0) -> float:
    """Twice as long each time, up to ``most``, and a little at random, so that not all come back at once."""
    return min(most, first * 2.0 ** min(tries, 16)) * random.uniform(0.6, 1.0)  # noqa: S311 not a secret
