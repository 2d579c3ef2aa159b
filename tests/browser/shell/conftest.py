"""The tiny app of `tiny.py`, served by the real shell."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Serve
from tests.browser.served import Served


@pytest.fixture
def tiny(serve: Serve, tmp_path: Path) -> Callable[..., Served]:
    """Starts it; its sessions are kept in the test's own folder."""

    def start(**env: str) -> Served:
        return serve("-m", "tests.browser.shell.tiny", "PORT", str(tmp_path), env=env)

    return start
