"""The pictures are drawn whole, each in its own way, and the same every time."""

from io import BytesIO

import pytest
from PIL import Image

from server.demo.paper import Paper
from server.demo.pictures import SCENES, draw, drawn_file


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_has_many_colours(scene: str) -> None:
    picture = draw(f"{scene}:1")
    assert picture.size == (1280, 960)
    shades = picture.resize((64, 48)).quantize(32).getcolors() or []
    assert len(shades) > 8


def test_the_variants_of_a_scene_differ_and_each_is_always_the_same() -> None:
    first, again, second = draw("boats:1"), draw("boats:1"), draw("boats:2")
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != second.tobytes()


def test_the_file_is_a_jpeg_as_a_camera_makes_it() -> None:
    with Image.open(BytesIO(drawn_file("star:1"))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1280, 960))


def test_edges_are_smooth_and_paper_casts_a_shadow() -> None:
    paper = Paper("seed", "#ffffff", "#ffffff")
    paper.circle(800, 600, 200, "#000000")
    shades = {count_colour[1] for count_colour in (paper.done().convert("L").getcolors(256) or [])}
    assert {0, 255} <= shades
    assert len(shades) > 20


def test_an_unknown_scene_is_an_error() -> None:
    with pytest.raises(KeyError):
        draw("nowhere:1")
