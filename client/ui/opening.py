"""Handing a file that lies on this device to a program that shows it."""

from pathlib import Path

import flet as ft


async def open_file(path: Path) -> None:
    """Open a file; on a phone the person chooses with what, as its system wants it."""
    platform = ft.context.page.platform
    if platform is not None and platform.is_mobile():
        await ft.Share().share_files([ft.ShareFile.from_path(str(path))])
    else:
        await ft.UrlLauncher().launch_url(path.as_uri())
