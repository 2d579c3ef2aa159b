"""Files that people send, good and hostile: PDF, Office, video."""

import io
import zipfile
from collections.abc import Mapping
from fractions import Fraction

import av
import pikepdf
from PIL import Image

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MACRO_SHEET = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def pdf(*, script: bool = False, launch: bool = False, inside: bool = False, password: str = "") -> bytes:
    """One page; with a script that runs on opening, a link that starts a program, a file within, or locked."""
    made, out = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page(page_size=(200, 200))
    made.docinfo["/Author"] = "Somebody At Home"
    if script:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        made.Root.OpenAction = action
        made.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["x", action]))
        )
        page.obj.AA = pikepdf.Dictionary(O=action)
    if launch:
        page.obj.Annots = pikepdf.Array([link("/Launch"), link("/URI")])
    if inside:
        made.attachments["evil.exe"] = b"MZ...."
    lock = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(out, encryption=lock)
    return out.getvalue()


def link(what: str) -> pikepdf.Dictionary:
    """A link on a page."""
    action = pikepdf.Dictionary(S=pikepdf.Name(what), F="calc.exe", URI="https://school.example/menu")
    box = pikepdf.Array([0, 0, 10, 10])
    return pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=box, A=action)


def office(parts: Mapping[str, bytes] | None = None, main: str = "word/document.xml") -> bytes:
    """A small Word file, or another kind by its ``main`` part, with more ``parts``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {"[Content_Types].xml": TYPES, main: b"<w/>", **(parts or {})}.items():
            made.writestr(name, data)
    return out.getvalue()


def relationship(kind: str, target: str) -> bytes:
    """A part that says where another is."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<Relationships><Relationship Id="r1" Type="{base}/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    ).encode()


def video(seconds: float = 1.0, width: int = 64, height: int = 48, *, sound: bool = True) -> bytes:
    """A film of a grey that brightens, with a place and a name in its data."""
    out = io.BytesIO()
    with av.open(out, "w", "mp4", options={"movflags": "+use_metadata_tags"}) as made:
        made.metadata["location"] = "+51.5000-000.1200/"
        made.metadata["artist"] = "Somebody At Home"
        pictures = made.add_stream("libx264", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = width, height, "yuv420p"
        voice = made.add_stream("aac", rate=44_100) if sound else None
        for n in range(int(seconds * 10)):
            shade = Image.new("RGB", (width, height), (n * 2 % 256,) * 3)
            made.mux(pictures.encode(av.VideoFrame.from_image(shade)))  # type: ignore[no-untyped-call]
        made.mux(pictures.encode(None))
        if voice is not None:
            for n in range(int(seconds * 43)):
                still = av.AudioFrame("fltp", "mono", 1024)
                still.planes[0].update(bytes(4 * 1024))
                still.sample_rate, still.pts, still.time_base = 44_100, n * 1024, Fraction(1, 44_100)
                made.mux(voice.encode(still))
            made.mux(voice.encode(None))
    return out.getvalue()
