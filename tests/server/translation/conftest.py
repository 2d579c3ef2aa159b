"""What the tests of translation have in common."""

import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def soon() -> Iterator[float]:
    """The test must be done within this many seconds."""
    limit = 2.0
    start = time.monotonic()
    yield limit
    assert time.monotonic() - start < limit
