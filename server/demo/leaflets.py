"""The demo school's PDF files: a page each, the same each time."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from server.core.files import Files
from server.demo.people import SCHOOL
from server.media.files import StoredFile, store_file
from wire.media import FileKind

TEMPLATE: Final = Path(__file__).with_name("leaflet.typ")


def printed(title: str, lines: tuple[str, ...]) -> bytes:
    """A page with a heading and some sentences."""
    # A large library: a server whose demo is made already starts without it.
    import typst  # noqa: PLC0415

    said = {"title": title, "lines": lines, "school": SCHOOL.name, "colour": SCHOOL.colour}
    inputs = {"said": msgspec.json.encode(said).decode()}
    return bytes(typst.compile(str(TEMPLATE), sys_inputs=inputs, ignore_system_fonts=True))


def stored_leaflet(files: Files, title: str, lines: tuple[str, ...]) -> StoredFile:
    """The same, in its place on the disk."""
    with TemporaryDirectory(prefix="bookbag-leaflet-") as folder:
        made = Path(folder) / "leaflet.pdf"
        made.write_bytes(printed(title, lines))
        return store_file(files, made, FileKind.PDF)
