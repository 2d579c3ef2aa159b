"""Choosing photos and files for words that are being written, and seeing how each of them fares."""

import asyncio
from pathlib import Path
from typing import Any

import flet as ft
import msgspec

from client.core.account import Account
from client.core.device import TakesUploads
from client.core.photos import MOST, Kind, PhotoStore, Picked
from client.core.words import Words
from client.photos import actions
from client.photos.files import ENDINGS, file_tile
from client.ui import theme
from client.ui.component import component, use_kept
from client.ui.parts import icon_button, side_button
from client.ui.text import small
from client.ui.values import CENTRE
from wire.media import NotTaken

TILE = 104


class Picker:
    """The device's own picker of one kind, and the way of what was picked to the draft at ``place``."""

    def __init__(self, account: Account, place: str, most: int, kind: Kind = "photo", slot: str = "") -> None:
        self.account, self.place, self.most, self.kind, self.slot = account, place, most, kind, slot
        self.control = ft.FilePicker(on_result=self._chosen, on_upload=self._progressed)
        self._sending: dict[str, Picked] = {}
        """By the address that each is sent to: two files may have one name."""

    def _chosen(self, e: ft.FilePickerResultEvent) -> None:
        room = self.most - len(self.account.photos.of(self.place, self.kind, self.slot))
        for file in e.files[:room]:
            self.account.do(self._take, file)
        if len(e.files) > room:
            self.account.notices.say(
                "refused", self.account.words.refusal(f"too_many_{self.kind}s", {"limit": self.most})
            )

    async def _take(self, account: Account, file: ft.FilePickerFile) -> None:
        path = Path(file.path) if file.path else None
        picked = Picked(
            key=actions.new_key(), name=file.name, path=path, data=file.bytes, kind=self.kind, slot=self.slot
        )
        if file.size > MOST[self.kind]:
            account.photos.put(self.place, picked)
            self._refused(picked, account.words.refusal("too_large", {"limit": MOST[self.kind]}))
            return
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
        photos, address = self.account.photos, device.upload_url(MOST[self.kind])
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
            self._refused(picked, self.account.words.refusal(picked.missing))
            return None
        finally:
            self._sending.pop(address, None)
        data = await asyncio.to_thread(arrived.read_bytes)
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
def PickButton(account: Account, place: str, most: int, slim: bool, kind: Kind, slot: str = "") -> ft.Control:
    """Opens the device's own picker. The button itself opens it: a browser allows that only inside a tap."""
    picker = use_kept(lambda: Picker(account, place, most, kind, slot))
    picker.most = most
    is_file = kind == "file"
    name = account.words._("Add a file") if is_file else account.words._("Add photos")
    icon = ft.Icons.ATTACH_FILE if is_file else ft.Icons.ADD_PHOTO_ALTERNATE_OUTLINED
    button = icon_button(name, icon, None) if slim else side_button(name, None, icon=icon)
    button.action = ft.PickFiles(
        picker.control,
        file_type=ft.FilePickerFileType.CUSTOM if is_file else ft.FilePickerFileType.IMAGE,
        allowed_extensions=list(ENDINGS) if is_file else None,
        allow_multiple=most > 1,
    )
    return button


def pick_button(account: Account, place: str, most: int, *, slim: bool = False, slot: str = "") -> ft.Control:
    """The button that adds photos to the draft at ``place``, up to ``most``; ``slot``: for one field of a form."""
    return PickButton(account, place, most, slim, "photo", slot)


def file_button(account: Account, place: str, most: int, *, slim: bool = False, slot: str = "") -> ft.Control:
    """The button that adds files and videos to the draft at ``place``, up to ``most``; ``slot`` as for photos."""
    return PickButton(account, place, most, slim, "file", slot)


@component
def PickedPhotos(account: Account, photos: PhotoStore, place: str, slot: str = "") -> ft.Control:
    """The photos and files chosen so far: on their way, ready, waiting or refused; each can be taken out."""
    chosen = photos.of(place, "photo", slot)
    files = [file_tile(account, place, picked) for picked in photos.of(place, "file", slot)]
    if not chosen:
        return ft.Column(files, spacing=theme.SNUG) if files else ft.Container(height=0)
    tiles = [_tile(account, place, picked, n, len(chosen)) for n, picked in enumerate(chosen, 1)]
    refused = [small(picked.why, colour=ft.Colors.ERROR) for picked in chosen if picked.why]
    row = ft.Row(tiles, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)
    return ft.Column([row, *refused, *files], spacing=theme.SNUG)


def still_on_its_way(w: Words, photos: PhotoStore, place: str) -> str:
    """Why the words of ``place`` wait for what is to go with them."""
    if any(one.state == "sending" for one in photos.of(place, "photo")):
        return w._("A photo is still on its way. Please wait a moment.")
    return w._("A file is still on its way. Please wait a moment.")


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
    return ft.Container(ft.Icon(icon, color=ink, semantics_label=name), alignment=CENTRE, **place)
