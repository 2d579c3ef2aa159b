"""A school that sends e-mails, and the mail server that takes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mailbox import Mailbox
from tests.school import School


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    """A mail server; the school of this test uses it."""
    made = Mailbox()
    made.start()
    (tmp_path / "school.toml").write_text(made.settings())
    yield made
    made.stop()


@pytest.fixture
def school(mailbox: Mailbox, school: School) -> School:
    """The school, started when its settings were there."""
    return school
