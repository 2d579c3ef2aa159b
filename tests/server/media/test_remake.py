"""Files are made anew: what can be read or watched stays, what acts by itself or tells of somebody goes."""

import io
import zipfile
from pathlib import Path

import av
import pikepdf
import pytest

from server.core.refused import Refused
from server.media.remaking import remade
from tests import eg, files
from wire.base import Refusal
from wire.media import FileKind


def made(tmp_path: Path, data: bytes) -> tuple[FileKind, bytes]:
    """What becomes of a file."""
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(data)
    kind = remade(source, target)
    return kind, target.read_bytes()


def refusal_of(tmp_path: Path, data: bytes) -> Refusal:
    """Why it is refused."""
    with pytest.raises(Refused) as refused:
        made(tmp_path, data)
    return refused.value.refusal


def test_a_pdf_keeps_its_pages_and_links_and_loses_what_acts(tmp_path: Path) -> None:
    kind, data = made(tmp_path, files.pdf(script=True, launch=True, inside=True))
    assert kind is FileKind.PDF
    for word in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/EmbeddedFile", b"Somebody"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
        assert word not in out.getvalue(), word
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [str(mark.A.S) for mark in pdf.pages[0].obj.Annots] == ["/URI"]
        assert pdf.attachments == {}


def test_what_lay_behind_a_pdf_is_gone(tmp_path: Path) -> None:
    assert b"<script>" not in made(tmp_path, files.pdf() + b"<script>alert(1)</script>")[1]


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, files.pdf(password="secret")) == Refusal(code="file_locked")


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"PK\x03\x04 nothing", b"\0\0\0\x18ftypmp42nothing"])
def test_what_only_begins_like_a_file_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refusal_of(tmp_path, data) == Refusal(code="file_damaged")


@pytest.mark.parametrize(
    "data",
    [b"", b"MZ\x90\0", b"<html><script>alert(1)</script>", b"#!/bin/sh\n", eg.picture(), b"\xd0\xcf\x11\xe0"],
)
def test_everything_else_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refusal_of(tmp_path, data) == Refusal(code="not_a_file_we_take")


@pytest.mark.parametrize(
    ("main", "kind"),
    [
        ("word/document.xml", FileKind.DOCUMENT),
        ("xl/workbook.xml", FileKind.SHEET),
        ("ppt/presentation.xml", FileKind.SLIDES),
    ],
)
def test_an_office_file_keeps_its_parts(tmp_path: Path, main: str, kind: FileKind) -> None:
    link = files.relationship("hyperlink", "https://school.example")
    parts = {"word/media/image1.png": b"picture", "word/_rels/document.xml.rels": link}
    told, data = made(tmp_path, files.office(parts, main) + b"<script>behind</script>")
    assert told is kind
    assert b"behind" not in data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert set(archive.namelist()) == {"[Content_Types].xml", main, *parts}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/vbaProject.bin": b"macro"}, "file_with_macros"),
        ({"word/activeX/activeX1.xml": b"x"}, "file_with_macros"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "file_with_macros"),
        (
            {
                "word/_rels/settings.xml.rels": files.relationship(
                    "attachedTemplate", "https://evil.example/t"
                )
            },
            "file_with_macros",
        ),
        ({"../../etc/cron.d/x": b"x"}, "file_damaged"),
        ({"xl/workbook.xml": b"two kinds at once"}, "not_a_file_we_take"),
    ],
)
def test_an_office_file_that_acts_is_refused(tmp_path: Path, parts: dict[str, bytes], code: str) -> None:
    assert refusal_of(tmp_path, files.office(parts)).code == code


def test_a_small_archive_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    bomb = files.office({"word/media/zeros.bin": bytes(210_000_000)})
    assert len(bomb) < 300_000
    assert refusal_of(tmp_path, bomb).code == "too_large"


def test_any_other_archive_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("setup.exe", b"MZ")
    assert refusal_of(tmp_path, out.getvalue()) == Refusal(code="not_a_file_we_take")


@pytest.mark.parametrize("sound", [True, False])
def test_a_video_plays_and_says_nothing_of_its_maker(tmp_path: Path, sound: bool) -> None:
    before = files.video(2, sound=sound)
    assert b"+51.5000" in before
    kind, data = made(tmp_path, before)
    assert kind is FileKind.VIDEO
    assert b"+51.5000" not in data
    assert b"Somebody" not in data
    with av.open(io.BytesIO(data), "r") as film:
        assert [stream.codec_context.name for stream in film.streams] == ["h264", *(["aac"] if sound else [])]
        shown = [frame.time for frame in film.decode(video=0) if isinstance(frame, av.VideoFrame)]
    assert len(shown) == 20
    assert shown[-1] == pytest.approx(1.9)


def test_a_large_video_becomes_as_large_as_a_screen(tmp_path: Path) -> None:
    _, data = made(tmp_path, files.video(0.3, 1920, 1080, sound=False))
    with av.open(io.BytesIO(data), "r") as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == (1280, 720)


def test_a_video_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, files.video(200, sound=False)) == Refusal("video_too_long", {"limit": 180})


def test_a_video_cut_off_in_the_middle_harms_nobody(tmp_path: Path) -> None:
    whole = files.video(2)
    assert refusal_of(tmp_path, whole[: len(whole) // 2]) == Refusal(code="file_damaged")
