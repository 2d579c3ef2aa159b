"""A school that keeps hours, on Thursday 12 November 2026, nine in the morning."""

import pytest

from tests.school import School
from tests.server.hours.eg import keep_hours


@pytest.fixture
async def kept(school: School) -> School:
    """The cast's school with its hours switched on."""
    await school.context.db.awrite(keep_hours)
    return school
