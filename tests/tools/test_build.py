"""A build is what build.toml says, and a mistake in it is a sentence."""

from pathlib import Path

import pytest

from tests.code import ROOT
from tools.build import WrongBuild, line, read


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Our build.toml with one thing changed."""
    path = tmp_path / "build.toml"
    text = (ROOT / "build.toml").read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return path


@pytest.fixture(autouse=True)
def icon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An icon, wherever the repository stands with its own."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "icon.png").write_bytes(b"")
    monkeypatch.setattr("tools.build.ROOT", tmp_path)


def test_the_line_for_android(tmp_path: Path) -> None:
    build = read(ROOT / "build.toml", "bookbag")
    assert line(build, "apk") == [
        "flet", "build", "apk", "--project", "bookbag", "--product", "Bookbag", "--bundle-id", "org.bookbag.app",
        "--splash-color", "#2f6f5e", "--output", "build/org.bookbag.app/apk", "--yes",
    ]  # fmt: skip


def test_another_school_has_another_table(tmp_path: Path) -> None:
    more = changed(tmp_path, "[bookbag]", '[birch]\napp = "Birch Lane"\n[bookbag]')
    with pytest.raises(
        WrongBuild, match=r"In \[birch\] of build.toml these are missing or not known: colour, icon"
    ):
        read(more, "birch")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('targets = ["apk"]', 'targets = ["apkk"]', "these are no targets: apkk"),
        ("colour = ", "color = ", "missing or not known: color, colour"),
        ("assets/icon.png", "assets/none.png", "The icon assets/none.png"),
        ("[bookbag]", "[other]", r"has no table \[bookbag\]. It has: other"),
    ],
)
def test_a_mistake_is_a_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(WrongBuild, match=said):
        read(changed(tmp_path, old, new), "bookbag")
