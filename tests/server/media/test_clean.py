"""A picture is made anew: all that can be seen stays, everything else goes, and bad files are refused early."""

import time
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms

from server.core.refused import Refused
from server.media.clean import Cleaned, clean
from server.media.kinds import kind_of
from tests.server.media import corpus
from wire.media import MAX_BYTES, MAX_PIXELS


def refusal_of(data: bytes) -> tuple[str, int, dict[str, str | int]]:
    with pytest.raises(Refused) as caught:
        clean(data)
    return caught.value.refusal.code, caught.value.status, caught.value.refusal.facts


def colours_of(cleaned: Cleaned, *points: tuple[int, int]) -> list[str]:
    """Which of red, green, blue, black and white is seen at some points of the smallest copy."""
    picture = corpus.decoded(cleaned.copies[400]).convert("RGB")
    return [nearest(picture.getpixel(point)) for point in points]  # type: ignore[arg-type]


def nearest(seen: tuple[int, int, int]) -> str:
    known = {
        "red": (220, 20, 20),
        "green": (20, 200, 20),
        "blue": (20, 20, 220),
        "black": (0, 0, 0),
        "white": (255, 255, 255),
    }
    return min(known, key=lambda name: sum((a - b) ** 2 for a, b in zip(known[name], seen, strict=True)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_becomes_webp_in_three_sizes(kind: str) -> None:
    cleaned = clean(corpus.encoded(corpus.plain(2400, 1200), kind))
    assert (cleaned.width, cleaned.height) == (2400, 1200)
    made = {size: corpus.decoded(copy) for size, copy in cleaned.copies.items()}
    assert {size: (picture.format, picture.size) for size, picture in made.items()} == {
        400: ("WEBP", (400, 200)),
        800: ("WEBP", (800, 400)),
        1600: ("WEBP", (1600, 800)),
    }


def test_a_small_picture_is_not_blown_up() -> None:
    cleaned = clean(corpus.encoded(corpus.plain(30, 20), "PNG"))
    assert {size: corpus.decoded(copy).size for size, copy in cleaned.copies.items()} == {
        400: (30, 20),
        800: (30, 20),
        1600: (30, 20),
    }


def test_a_strip_keeps_at_least_one_row() -> None:
    cleaned = clean(corpus.encoded(corpus.plain(9000, 2), "PNG"))
    assert corpus.decoded(cleaned.copies[400]).size == (400, 1)


def test_the_mean_colour_is_told() -> None:
    assert clean(corpus.encoded(corpus.plain(colour=(0, 128, 255)), "PNG")).colour == "#0080ff"


@pytest.mark.parametrize(
    ("orientation", "size", "seen"),
    [
        (1, (400, 200), ["red", "blue"]),
        (2, (400, 200), ["blue", "red"]),
        (3, (400, 200), ["blue", "red"]),
        (4, (400, 200), ["red", "blue"]),
        (5, (200, 400), ["red", "blue"]),
        (6, (200, 400), ["red", "blue"]),
        (7, (200, 400), ["blue", "red"]),
        (8, (200, 400), ["blue", "red"]),
    ],
)
def test_a_picture_is_turned_as_the_camera_was_held(
    orientation: int, size: tuple[int, int], seen: list[str]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    cleaned = clean(corpus.encoded(corpus.red_left_blue_right(), "JPEG", exif=exif))
    assert (cleaned.width, cleaned.height) == size
    width, height = size
    assert colours_of(cleaned, (20, 20), (width - 20, height - 20)) == seen


def test_a_large_photo_is_turned_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    cleaned = clean(corpus.encoded(corpus.red_left_blue_right(4000, 3000), "JPEG", exif=exif))
    assert (cleaned.width, cleaned.height) == (3000, 4000)
    assert corpus.decoded(cleaned.copies[1600]).size == (1200, 1600)
    assert colours_of(cleaned, (150, 20), (150, 380)) == ["red", "blue"]


def test_position_camera_and_every_other_note_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 12.0)
    data = corpus.encoded(
        corpus.plain(),
        "JPEG",
        exif=exif,
        comment=b"SecretComment",
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SecretPlace</x:xmpmeta>",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    assert [note in data for note in (b"SecretCamera", b"SecretComment", b"SecretPlace", b"ICC_PROFILE")] == [
        True
    ] * 4
    assert dict(corpus.decoded(data).getexif().get_ifd(0x8825)) != {}
    for copy in clean(data).copies.values():
        picture = corpus.decoded(copy)
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"loop", "background", "timestamp", "duration"}
        assert [name for name in (b"EXIF", b"XMP ", b"ICCP", b"Secret") if name in copy] == []


def test_damaged_notes_do_not_cost_the_picture() -> None:
    good = Image.Exif()
    good[0x0112] = 6
    data = corpus.encoded(corpus.plain(), "JPEG", exif=good)
    at = data.index(b"Exif\0\0") + 6
    damaged = data[:at] + b"\xff" * 20 + data[at + 20 :]
    assert (clean(damaged).width, clean(damaged).height) == (300, 200)


@pytest.mark.parametrize(
    ("picture", "kind", "seen"),
    [
        (corpus.plain(mode="CMYK", colour=(0, 255, 255, 0)), "JPEG", "red"),
        (corpus.plain(mode="L", colour=(255,)), "JPEG", "white"),
        (corpus.plain(mode="1", colour=(0,)), "PNG", "black"),
        (corpus.plain(colour=(20, 200, 20)).quantize(8), "PNG", "green"),
        (corpus.plain(mode="LA", colour=(0, 255)), "PNG", "black"),
        (corpus.plain(mode="RGBA", colour=(0, 0, 0, 0)), "PNG", "white"),
        (corpus.plain(mode="I;16", colour=(65535,)), "PNG", "white"),
        (corpus.plain(mode="I;16", colour=(900,)), "PNG", "black"),
        (corpus.plain(mode="YCbCr", colour=(76, 85, 255)), "JPEG", "red"),
    ],
    ids=["cmyk", "grey", "one bit", "palette", "grey and clear", "clear", "16 bits", "16 bits dark", "ycbcr"],
)
def test_unusual_colours_look_as_they_should(picture: Image.Image, kind: str, seen: str) -> None:
    assert colours_of(clean(corpus.encoded(picture, kind)), (50, 50)) == [seen]


def test_a_grey_of_sixteen_bits_keeps_its_shade() -> None:
    for width in (300, 5000):
        half = corpus.encoded(corpus.plain(width, 3000, mode="I;16", colour=(32896,)), "PNG")
        assert clean(half).colour == "#808080"


def test_a_phones_wider_colours_become_a_screens() -> None:
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    fine = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with_profile = corpus.encoded(corpus.plain(), "JPEG", icc_profile=fine)
    with_nonsense = corpus.encoded(corpus.plain(), "JPEG", icc_profile=b"not a profile" * 20)
    with_wrong_one = corpus.encoded(corpus.plain(), "JPEG", icc_profile=swapped)
    assert [colours_of(clean(data), (9, 9)) for data in (with_profile, with_nonsense, with_wrong_one)] == [
        ["red"]
    ] * 3


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind: str) -> None:
    first, second = corpus.plain(colour=(220, 20, 20)), corpus.plain(colour=(20, 20, 220))
    data = corpus.encoded(first, kind, save_all=True, append_images=[second], duration=100)
    assert getattr(corpus.decoded(data), "n_frames", 1) == 2
    cleaned = clean(data)
    assert getattr(corpus.decoded(cleaned.copies[400]), "n_frames", 1) == 1
    assert colours_of(cleaned, (50, 50)) == ["red"]


@pytest.mark.parametrize("make", [corpus.gif_that_is_a_script, corpus.jpeg_that_is_a_zip])
def test_nothing_of_a_file_that_is_two_things_survives(make: Callable[[], bytes]) -> None:
    data = make()
    cleaned = clean(data)
    for copy in cleaned.copies.values():
        assert kind_of(copy) == "WEBP"
        assert [part for part in (b"PK\3\4", b"script", b"alert", b"evil") if part in copy] == []
    assert colours_of(cleaned, (50, 50)) == ["red"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\0" + b"\0" * 200,
        b"%PDF-1.7\n",
        b"PK\3\4" + b"\0" * 60,
        b"BM" + b"\0" * 60,
        b"II*\0" + b"\0" * 60,
        b"\0\0\0\x20ftypavif" + b"\0" * 60,
    ],
    ids=["nothing", "svg", "svg with xml", "html", "exe", "pdf", "zip", "bmp", "tiff", "avif"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert refusal_of(data) == ("not_a_picture", 422, {})


def test_heic_is_refused_by_its_own_name() -> None:
    assert refusal_of(b"\0\0\0\x24ftypheic" + b"\0" * 60) == ("picture_heic", 422, {})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_file_cut_off_is_refused(kind: str) -> None:
    data = corpus.encoded(Image.effect_noise((300, 200), 80), kind)
    assert [refusal_of(data[:length])[0] for length in (20, len(data) // 2)] == ["picture_damaged"] * 2


def test_noise_behind_a_right_beginning_is_refused() -> None:
    for start in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x40\0\0\0WEBP"):
        assert refusal_of(start + b"\x55" * 500)[0] == "picture_damaged"


def test_two_hundred_megapixels_are_refused_by_the_header_alone() -> None:
    bombs = [
        corpus.png(20_000, 10_000, pixels=b""),
        corpus.png(10_000, 8_000, pixels=b""),
        corpus.encoded(corpus.plain(), "GIF")[:6]
        + b"\xff\xff\xff\xff"
        + corpus.encoded(corpus.plain(), "GIF")[10:],
        corpus.webp_header(16_000, 12_500) + b"\0" * 40,
    ]
    started = time.perf_counter()
    assert [refusal_of(data) for data in bombs] == [("picture_too_large", 413, {"limit": MAX_PIXELS})] * 4
    assert time.perf_counter() - started < 0.1


def test_a_bomb_of_two_hundred_megapixels_costs_no_time() -> None:
    data = corpus.bomb(20_000, 10_000)
    assert len(data) < 100_000
    started = time.perf_counter()
    assert refusal_of(data)[0] == "picture_too_large"
    assert time.perf_counter() - started < 0.1


def test_the_first_frame_of_a_gif_cannot_outgrow_its_header() -> None:
    data = bytearray(corpus.encoded(corpus.plain(), "GIF"))
    at = data.index(b"\x2c", 13 + 3 * 2 ** ((data[10] & 7) + 1))
    data[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    assert refusal_of(bytes(data))[0] == "picture_too_large"


def test_a_jpeg_that_wears_the_decoder_out_is_refused() -> None:
    assert refusal_of(corpus.progressive_with_scans(100))[0] == "picture_damaged"


def test_a_camera_file_with_a_film_behind_it_is_fine() -> None:
    film = b"\xff\xda\xff\xd8" * 500
    progressive = corpus.encoded(corpus.plain(), "JPEG", progressive=True)
    assert colours_of(clean(progressive + film), (50, 50)) == ["red"]


def test_more_bytes_than_allowed_are_refused() -> None:
    data = corpus.encoded(corpus.plain(), "JPEG")
    assert clean(data + b"\0" * (MAX_BYTES - len(data))).width == 300
    assert refusal_of(data + b"\0" * (MAX_BYTES - len(data) + 1)) == ("too_large", 413, {"limit": MAX_BYTES})


def test_text_in_a_png_that_unpacks_to_a_gigabyte_is_never_unpacked() -> None:
    data = corpus.encoded(corpus.plain(), "PNG")
    note = corpus.chunk(b"zTXt", b"note\0\0" + zlib.compress(b"\0" * 100_000_000, 9))
    started = time.perf_counter()
    assert refusal_of(data[:33] + note + data[33:])[0] == "picture_damaged"
    assert time.perf_counter() - started < 0.5
