"""Half-filled forms: what is kept of one, where, and which questions changed since it was filled in (spec 7.6)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

import msgspec

from client.core.photos import Picked
from client.translation.shown import shown
from wire.base import Text
from wire.forms import Answer, Answers, Field, Form, Per
from wire.media import File, Photo

PUPIL_DIGITS: Final = 7
MOST_DIGITS: Final = 15
BROUGHT: Final = "brought-"
"""What the keys of photos and files begin with that were added before this page was opened."""


class Kept(msgspec.Struct, frozen=True):
    """A half-filled form. ``words``: a short hash of each question as it was on the screen, by its key.

    A signature is not kept: it is given when everything else stands, and never by the device.
    """

    values: dict[str, tuple[str, ...]] = {}
    photos: dict[str, tuple[Photo, ...]] = {}
    files: dict[str, tuple[File, ...]] = {}
    words: dict[str, str] = {}


_decoder: Final = msgspec.json.Decoder(Kept)
_one_after_another: Final = json.JSONDecoder()


def place_of(form: Form, pupil_id: int) -> str:
    """The draft of a form for one child; one for all children of a family where it is asked per family."""
    pupil = pupil_id if form.per is Per.CHILD else 0
    number = f"{form.id}{pupil:0{PUPIL_DIGITS}}"
    if len(number) > MOST_DIGITS or pupil >= 10**PUPIL_DIGITS:
        number = str(int(hashlib.sha256(number.encode()).hexdigest()[:12], 16))
    return f"form:{number}"


def about(form_id: int, pupil_id: int) -> str:
    """What an answer that waits to be sent is about."""
    return f"form:{form_id}:{pupil_id}"


def encoded(kept: Kept) -> str:
    """What the draft's body is; empty where nothing was filled in."""
    if not (kept.values or kept.photos or kept.files):
        return ""
    return msgspec.json.encode(kept).decode()


def decoded(body: str) -> Kept:
    """What a draft holds. What came back unsent stands before what was filled in since: the later one wins."""
    kept, at = Kept(), 0
    while at < len(body):
        try:
            one, end = _one_after_another.raw_decode(body, at)
            kept = _over(kept, msgspec.convert(one, Kept))
        except (ValueError, msgspec.ValidationError):
            break
        at = end + len(body[end:]) - len(body[end:].lstrip())
    return kept


def _over(older: Kept, newer: Kept) -> Kept:
    return Kept(
        values=older.values | newer.values,
        photos=older.photos | newer.photos,
        files=older.files | newer.files,
        words=newer.words or older.words,
    )


def kept_of(answers: Answers, picked: tuple[Picked, ...], words: Mapping[str, str]) -> Kept:
    """What to keep of a form as it stands on the screen. ``words`` as in ``Kept``."""
    photos: dict[str, tuple[Photo, ...]] = {}
    files: dict[str, tuple[File, ...]] = {}
    for one in picked:
        if one.photo is not None:
            photos[one.slot] = (*photos.get(one.slot, ()), one.photo)
        elif one.file is not None:
            files[one.slot] = (*files.get(one.slot, ()), one.file)
    return Kept(answers.values, photos, files, dict(words))


def kept_from(form: Form, answer: Answer | None) -> Kept:
    """An earlier answer to begin with, as far as the form still asks the same."""
    if answer is None:
        return Kept()
    keys = {field.key for field in form.fields}
    photos, files = {one.id: one for one in answer.photos}, {one.id: one for one in answer.files}
    given = answer.answers
    return Kept(
        values={key: said for key, said in given.values.items() if key in keys},
        photos={
            key: tuple(photos[one] for one in ids if one in photos)
            for key, ids in given.photos.items()
            if key in keys
        },
        files={
            key: tuple(files[one] for one in ids if one in files)
            for key, ids in given.files.items()
            if key in keys
        },
    )


def pictured(kept: Kept) -> tuple[Picked, ...]:
    """The photos and files of a half-filled form, as they stand among those that were picked."""
    photos = [(key, one) for key, several in kept.photos.items() for one in several]
    files = [(key, one) for key, several in kept.files.items() for one in several]
    return (
        *(
            Picked(key=f"{BROUGHT}p{one.id}", name="", state="ready", photo=one, slot=key)
            for key, one in photos
        ),
        *(
            Picked(key=f"{BROUGHT}f{one.id}", name=one.name, state="ready", kind="file", file=one, slot=key)
            for key, one in files
        ),
    )


def hashed(field: Field, lang: str) -> str:
    """A question as a reader of ``lang`` has it, in a few letters."""
    texts = [field.label, *([field.help] if field.help else []), *(one.label for one in field.options)]
    said = [
        field.kind.value,
        field.unit,
        *(one.key for one in field.options),
        *(_body(one, lang) for one in texts),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:10]


def _body(text: Text, lang: str) -> str:
    return shown(text, lang).body


def changed_since(form: Form, lang: str, words: Mapping[str, str]) -> dict[str, bool]:
    """The questions that are not as they were when the form was filled in: true for those that are new."""
    if not words:
        return {}
    return {
        field.key: field.key not in words
        for field in form.fields
        if words.get(field.key) != hashed(field, lang)
    }
