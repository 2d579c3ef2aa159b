"""What ``flet build`` would put on a phone: the app, its words and pictures, and nothing of the server.

``flet build`` copies the folder ``[tool.flet.app] path`` less the paths in ``exclude``, wants ``main.py`` and
``assets/`` in it, and installs ``[project] dependencies``.
"""

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from tests.code import ROOT, imported, tracked

# Packages with native code that Flet's index for phones has wheels of, as far as we need them. Source: the recipes
# of github.com/flet-dev/mobile-forge (msgspec 0.21.1, msgpack 1.1.2, read in 2026).
IN_FLETS_MOBILE_INDEX = {"msgpack", "msgspec"}


def project() -> dict[str, Any]:
    """``pyproject.toml``."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def shipped() -> list[Path]:
    """The files that would be in the app."""
    app = project()["tool"]["flet"]["app"]
    assert app["path"] == "."
    excluded = [ROOT / path for path in app["exclude"]]
    return [
        path for path in tracked() if not any(path == out or path.is_relative_to(out) for out in excluded)
    ]


def test_only_the_app_ships() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in shipped()}
    assert tops == {"LICENSE", "assets", "client", "locales", "main.py", "pyproject.toml", "wire"}


def test_the_words_ship_compiled_and_the_phrasebook_stays() -> None:
    excluded = project()["tool"]["flet"]["app"]["exclude"]
    assert [path for path in excluded if path.startswith("locales")] == [
        "locales/guidance",
        "locales/messages.pot",
        "locales/phrasebook",
    ]


def test_main_and_icon_are_where_flet_looks() -> None:
    assert (ROOT / "main.py").is_file()
    assert (ROOT / "assets" / "icon.png").is_file()


def test_no_shipped_file_speaks_of_the_server() -> None:
    assert [
        path
        for path in shipped()
        if path.suffix == ".py" and "server" in {n.split(".")[0] for n in imported(path)}
    ] == []


def test_everything_installed_on_a_phone_can_be() -> None:
    assert {name for name in installed_with_the_app() if not runs_anywhere(name)} <= IN_FLETS_MOBILE_INDEX


def installed_with_the_app() -> set[str]:
    """The app's dependencies and theirs, for a phone."""
    found: set[str] = set()
    waiting = [Requirement(need) for need in project()["project"]["dependencies"]]
    while waiting:
        need = waiting.pop()
        name = re.sub(r"[-_.]+", "-", need.name).lower()
        phone = {"sys_platform": "android", "platform_system": "Android", "extra": ""}
        if name in found or (need.marker and not need.marker.evaluate(phone)):
            continue
        found.add(name)
        waiting += [Requirement(text) for text in metadata.requires(name) or []]
    return found


def runs_anywhere(package: str) -> bool:
    """Whether the installed wheel is pure Python."""
    wheel = metadata.distribution(package).read_text("WHEEL") or ""
    return "-none-any" in wheel
