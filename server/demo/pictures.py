"""The demo school's pictures: scenes that our own code draws, each in a few variants."""

import io
from collections.abc import Callable, Mapping
from typing import Final

from PIL import Image

from server.demo.paper import Paper
from server.demo.scenes import classroom, food, growing, hall, making, outings, water, wild

SCENES: Final[Mapping[str, Callable[[int], Paper]]] = {
    "art": classroom.art,
    "bike": outings.bike,
    "blocks": classroom.blocks,
    "boats": water.boats,
    "books": classroom.books,
    "bread": food.bread,
    "bridge": making.bridge,
    "bus": outings.bus,
    "butterflies": growing.butterflies,
    "football": outings.football,
    "garden": growing.garden,
    "leaves": growing.leaves,
    "letters": classroom.letters,
    "lighthouse": water.lighthouse,
    "lunch": food.lunch,
    "map": making.map_,
    "museum": making.museum,
    "music": hall.music,
    "planets": wild.planets,
    "pond": water.pond,
    "pool": water.pool,
    "school": outings.school,
    "science": making.science,
    "sea": water.sea,
    "shields": making.shields,
    "shop": food.shop,
    "snow": wild.snow,
    "stage": hall.stage,
    "star": hall.star,
    "sunflowers": growing.sunflowers,
    "volcano": wild.volcano,
}


def draw(name: str) -> Image.Image:
    """The picture ``boats:2``: the scene ``boats`` in its second variant."""
    scene, _, variant = name.partition(":")
    return SCENES[scene](int(variant)).done()


def drawn_file(name: str) -> bytes:
    """The same as a file, as a teacher would upload it."""
    file = io.BytesIO()
    draw(name).save(file, "JPEG", quality=90)
    return file.getvalue()
