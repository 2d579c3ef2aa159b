"""Choosing photos for words that are being written, and seeing how each of them fares."""

from pathlib import Path
from typing import Any

import flet as ft
import msgspec

from client.core.account import Account
from client.core.device import TakesUploads
from client.core.photos import PhotoStore, Picked
from client.core.words import Words
from client.photos import actions
from client.ui import theme
from client.ui.component import component, use_kept
from client.ui.parts import icon_button, side_button
from client.ui.text import small
from wire.media import NotTaken

TILE = 104


class Picker:
    """The device's own picker, and the way of what was picked to the draft at ``place``."""

    def __init__(self, account: Account, place: str, most: int) -> None:
        self.account, self.place, self.most = account, place, most
        self.control = ft.FilePicker(on_result=self._chosen, on_upload=self._progressed)
        self._sending: dict[str, Picked] = {}
        """By the address that each is sent to: two files may have one name."""

    def _chosen(self, e: ft.FilePickerResultEvent) -> None:
        room = self.most - len(self.account.photos.at(self.place))
        for file in e.files[:room]:
            self.account.do(self._take, file)
        if len(e.files) > room:
            self.account.notices.say(
                "refused", self.account.words.refusal("too_many_photos", {"limit": self.most})
            )

    async def _take(self, account: Account, file: ft.FilePickerFile) -> None:
        path = Path(file.path) if file.path else None
        picked = Picked(key=actions.new_key(), name=file.name, path=path, data=file.bytes)
        if path is None and file.bytes is None and isinstance(account.device, TakesUploads):
            data = await self._from_browser(account.device, picked, file)
            if data is None:
                return
            picked = msgspec.structs.replace(picked, data=data)
        await actions.add_photo(account, self.place, picked)

    async def _from_browser(
        self, device: TakesUploads, picked: Picked, file: ft.FilePickerFile
    ) -> bytes | None:
        """The file's bytes once they are here; none if it was taken out or did not come."""
        photos, address = self.account.photos, device.upload_url()
        self._sending[address] = picked
        photos.put(self.place, picked)
        await self.control.upload(
            [ft.FilePickerUploadFile(upload_url=address, method="PUT", id=file.id, name=file.name)]
        )
        try:
            arrived = await device.received(address)
        except NotTaken as no:
            self._refused(picked, self.account.words.refusal(no.refusal.code, no.refusal.facts))
            return None
        except TimeoutError:
            self._refused(picked, self.account.words.refusal("photo_missing"))
            return None
        finally:
            self._sending.pop(address, None)
        data = arrived.read_bytes()
        arrived.unlink(missing_ok=True)
        return data if photos.has(self.place, picked.key) else None

    def _refused(self, picked: Picked, why: str) -> None:
        if self.account.photos.has(self.place, picked.key):
            self.account.photos.put(self.place, msgspec.structs.replace(picked, state="refused", why=why))

    def _progressed(self, e: ft.FilePickerUploadEvent) -> None:
        sending = [(address, one) for address, one in self._sending.items() if one.name == e.file_name]
        if len(sending) != 1:
            return
        address, picked = sending[0]
        if e.error and isinstance(self.account.device, TakesUploads):
            self.account.device.give_up(address)
        elif e.progress is not None and self.account.photos.has(self.place, picked.key):
            self.account.photos.put(self.place, msgspec.structs.replace(picked, sent=e.progress))


@component
def PickButton(account: Account, place: str, most: int, slim: bool) -> ft.Control:
    """Opens the device's own picker. The button itself opens it: a browser allows that only inside a tap."""
    picker = use_kept(lambda: Picker(account, place, most))
    name = account.words._("Add photos")
    button: ft.IconButton | ft.OutlinedButton
    if slim:
        button = icon_button(name, ft.Icons.ADD_PHOTO_ALTERNATE_OUTLINED, None)
    else:
        button = side_button(name, None, icon=ft.Icons.ADD_PHOTO_ALTERNATE_OUTLINED)
    button.action = ft.PickFiles(
        picker.control, file_type=ft.FilePickerFileType.IMAGE, allow_multiple=most > 1
    )
    return button


def pick_button(account: Account, place: str, most: int, *, slim: bool = False) -> ft.Control:
    """The button that adds photos to the draft at ``place``, up to ``most``."""
    return PickButton(account, place, most, slim)


@component
def PickedPhotos(account: Account, photos: PhotoStore, place: str) -> ft.Control:
    """The photos chosen so far: on their way, ready, waiting or refused; each can be taken out."""
    chosen = photos.at(place)
    if not chosen:
        return ft.Container(height=0)
    tiles = [_tile(account, place, picked, n, len(chosen)) for n, picked in enumerate(chosen, 1)]
    refused = [small(picked.why, colour=ft.Colors.ERROR) for picked in chosen if picked.why]
    row = ft.Row(tiles, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)
    return ft.Column([row, *refused], spacing=theme.SNUG)


def photo_on_its_way(w: Words) -> str:
    """Why the words wait that were to go with it."""
    return w._("A photo is still on its way. Please wait a moment.")


def _tile(account: Account, place: str, picked: Picked, n: int, total: int) -> ft.Control:
    w = account.words
    layers: list[ft.Control] = [_face(account, picked, w._("Photo {n} of {total}", n=n, total=total))]
    if picked.state == "sending":
        layers.append(_progress(w, picked, n))

    def remove(_: Any) -> None:
        account.photos.remove(place, picked.key)

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
        key=picked.key,
    )


def _progress(w: Words, picked: Picked, n: int) -> ft.Control:
    """How far a photo has come, also for those who only hear it."""
    if picked.sent is None:
        said = w._("Photo {n} is on its way.", n=n)
    else:
        # Translators: a photo is being sent; {percent} is a number from 0 to 100.
        said = w._("Photo {n} is on its way: {percent} of 100.", n=n, percent=int(picked.sent * 100))
    bar = ft.Semantics(label=said, container=True, content=ft.ProgressBar(value=picked.sent))
    return ft.Container(bar, left=0, right=0, bottom=0)


def _face(account: Account, picked: Picked, name: str) -> ft.Control:
    place: dict[str, Any] = {"left": 0, "right": 0, "top": 0, "bottom": 0}
    if picked.photo is not None:
        return ft.Image(account.photo(picked.photo, 400), fit=ft.BoxFit.COVER, semantics_label=name, **place)
    icons = {"waiting": ft.Icons.SCHEDULE, "refused": ft.Icons.ERROR_OUTLINE}
    icon = icons.get(picked.state, ft.Icons.IMAGE_OUTLINED)
    ink = ft.Colors.ERROR if picked.state == "refused" else ft.Colors.ON_SURFACE_VARIANT
    return ft.Container(
        ft.Icon(icon, color=ink, semantics_label=name), alignment=ft.Alignment.CENTER, **place
    )
