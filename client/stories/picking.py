"""Choosing photos for a story or a comment, and seeing how each of them fares."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.photos import PhotoStore, Picked
from client.stories import actions
from client.ui import theme
from client.ui.component import component, use_kept
from client.ui.parts import icon_button, side_button
from client.ui.text import small

TILE = 104


@component
def PickButton(account: Account, place: str, most: int, slim: bool) -> ft.Control:
    """Opens the device's own picker. The button itself opens it: a browser allows that only inside a tap."""
    w = account.words
    picker = use_kept(lambda: ft.FilePicker(on_result=lambda e: _take(account, place, most, e.files)))
    name = w._("Add photos")
    open_picker = ft.PickFiles(
        picker, file_type=ft.FilePickerFileType.IMAGE, allow_multiple=most > 1, with_data=True
    )
    if slim:
        button = icon_button(name, ft.Icons.ADD_PHOTO_ALTERNATE_OUTLINED, None)
        button.action = open_picker
        return button
    wide = side_button(name, None, icon=ft.Icons.ADD_PHOTO_ALTERNATE_OUTLINED)
    wide.action = open_picker
    return wide


def pick_button(account: Account, place: str, most: int, *, slim: bool = False) -> ft.Control:
    """The button that adds photos to the draft at ``place``, up to ``most``."""
    return PickButton(account, place, most, slim)


def _take(account: Account, place: str, most: int, files: list[ft.FilePickerFile]) -> None:
    room = most - len(account.photos.at(place))
    for file in files[:room]:
        path = Path(file.path) if file.path else None
        picked = Picked(key=actions.new_key(), name=file.name, path=path, data=None if path else file.bytes)
        account.do(actions.add_photo, place, picked)
    if len(files) > room:
        account.notices.say("refused", account.words.refusal("too_many_photos", {"limit": most}))


@component
def PickedPhotos(account: Account, photos: PhotoStore, place: str) -> ft.Control:
    """The photos chosen so far: on their way, ready, waiting or refused; each can be taken out."""
    chosen = photos.at(place)
    if not chosen:
        return ft.Container(height=0)
    tiles = [_tile(account, place, picked, n, len(chosen)) for n, picked in enumerate(chosen, 1)]
    refused = [small(picked.why, colour=ft.Colors.ERROR) for picked in chosen if picked.why]
    return ft.Column(
        [ft.Row(tiles, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG), *refused], spacing=theme.SNUG
    )


def _tile(account: Account, place: str, picked: Picked, n: int, total: int) -> ft.Control:
    w = account.words
    layers: list[ft.Control] = [_face(account, picked, w._("Photo {n} of {total}", n=n, total=total))]
    if picked.state == "sending":
        layers.append(
            ft.ProgressBar(left=0, right=0, bottom=0, semantics_label=w._("The photo is on its way"))
        )
    remove: Callable[[Any], None] = lambda _: account.photos.remove(place, picked.key)  # noqa: E731
    layers.append(
        ft.Container(
            icon_button(w._("Take photo {n} out", n=n), ft.Icons.CLOSE, remove),
            right=0,
            top=0,
            bgcolor=ft.Colors.with_opacity(0.8, ft.Colors.SURFACE),
            border_radius=theme.RADIUS_FULL,
        )
    )
    return ft.Container(
        ft.Stack(layers, width=TILE, height=TILE),
        border_radius=theme.RADIUS_CARD,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
    )


def _face(account: Account, picked: Picked, name: str) -> ft.Control:
    place: dict[str, Any] = {"left": 0, "right": 0, "top": 0, "bottom": 0}
    if picked.photo is not None:
        return ft.Image(account.photo(picked.photo, 400), fit=ft.BoxFit.COVER, semantics_label=name, **place)
    icons = {
        "waiting": ft.Icons.SCHEDULE,
        "refused": ft.Icons.ERROR_OUTLINE,
    }
    icon = icons.get(picked.state, ft.Icons.IMAGE_OUTLINED)
    ink = ft.Colors.ERROR if picked.state == "refused" else ft.Colors.ON_SURFACE_VARIANT
    return ft.Container(
        ft.Icon(icon, color=ink, semantics_label=name), alignment=ft.Alignment.CENTER, **place
    )
