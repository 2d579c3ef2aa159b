"""A school names the engines that it allows; without that none is asked."""

from pathlib import Path

import pytest

from server.core.config import EngineSettings
from server.translation.engines.azure import Azure
from server.translation.engines.choose import allowed_engines
from server.translation.engines.libretranslate import LibreTranslate
from server.translation.engines.listed import NAME, listed_engines

TWO = """
[[engine]]
kind = "libretranslate"
url = "http://127.0.0.1:5000"

[[engine]]
kind = "azure"
url = "https://translator.example"
key = "k-SECRET"
region = "uksouth"
local = false
best_for = ["so", "ps"]
"""


def test_no_file_no_engine(tmp_path: Path) -> None:
    assert listed_engines(tmp_path) == []


def test_engines_in_their_order(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(TWO)
    listed = listed_engines(tmp_path)
    assert listed == [
        EngineSettings("libretranslate", "http://127.0.0.1:5000"),
        EngineSettings(
            "azure",
            "https://translator.example",
            "k-SECRET",
            "uksouth",
            local=False,
            best_for=frozenset({"so", "ps"}),
        ),
    ]
    assert "k-SECRET" not in repr(listed)
    allowed = allowed_engines(listed)
    assert [type(one.engine) for one in allowed] == [LibreTranslate, Azure]
    assert [one.best_for for one in allowed] == [frozenset(), frozenset({"so", "ps"})]


@pytest.mark.parametrize(
    "text",
    [
        "[[engine",
        "[[engine]]\nkind = 3",
        "[[engine]]\nkind = 'azure'",
        "[[motor]]\nkind = 'azure'",
        "key = 'k-SECRET'",
    ],
)
def test_a_damaged_list_is_named_without_its_secrets(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(ValueError, match=NAME) as caught:
        listed_engines(tmp_path)
    assert "SECRET" not in str(caught.value)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no engine of the kind babel"):
        allowed_engines([EngineSettings("babel", "http://127.0.0.1:1")])
