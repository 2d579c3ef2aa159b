"""Starts the app as a program of its own, against the school that this device was last at."""

import os
from pathlib import Path
from typing import Final

import flet as ft

from client.app import make_main
from client.core import native
from client.core.device import Device

ADDRESS: Final = "BOOKBAG_SERVER"
"""The environment variable with the address of the school that the app starts with."""
DEFAULT_ADDRESS: Final = "http://127.0.0.1:8550"


def run() -> None:
    """Show the app in its own window, or on the phone's screen."""
    ft.run(make_main(connect), assets_dir=str(Path(__file__).parent.parent / "assets"))


def connect(_: ft.Page) -> Device:
    """The school that this device was last at."""
    return native.schools_here(os.environ.get(ADDRESS, DEFAULT_ADDRESS)).device()
