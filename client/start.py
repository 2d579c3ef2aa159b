"""Starts the app as a program of its own, against the school that this device was last at."""

import os
from pathlib import Path
from typing import Final

import flet as ft
import msgspec

from client.app import make_main
from client.core import native
from client.core.device import Device

ADDRESS: Final = "BOOKBAG_SERVER"
"""The environment variable with the address of the school that the app starts with."""
DEFAULT_ADDRESS: Final = "http://127.0.0.1:8550"
ASSETS: Final = Path(__file__).parent.parent / "assets"


class Start(msgspec.Struct, frozen=True):
    """What a build for one school says before anybody types; ``tools/build.py`` writes it."""

    server: str = DEFAULT_ADDRESS


def run() -> None:
    """Show the app in its own window, or on the phone's screen."""
    ft.run(make_main(connect), assets_dir=str(ASSETS))


def connect(_: ft.Page) -> Device:
    """The school that this device was last at."""
    return native.schools_here(os.environ.get(ADDRESS) or built_for().server).device()


def built_for() -> Start:
    """The school that this app was built for; the developer's own machine if it was not built."""
    file = ASSETS / "start.json"
    return msgspec.json.decode(file.read_bytes(), type=Start) if file.exists() else Start()
