"""A PDF without anything that acts by itself: scripts, launches, forms that send, files within."""

from pathlib import Path

import pikepdf

from server.core.refused import Refused
from wire.media import FileKind

MOST_PAGES = 2_000
KEPT = frozenset(
    ("/Type", "/Pages", "/Lang", "/PageLabels", "/MarkInfo", "/StructTreeRoot", "/ViewerPreferences", "/Dests",
     "/OCProperties", "/Names")
)  # fmt: skip
"""Entries of the document itself that are for reading; every other acts, or carries something else along."""
PAGE_ACTING = ("/AA", "/AF", "/Metadata", "/PieceInfo")
HARMLESS = frozenset(("/GoTo", "/URI", "/Named"))
"""What a link may do: go to a page, open an address in a browser."""
NOT_FOR_READING = frozenset(
    ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Widget")
)


def remade_pdf(source: Path, target: Path) -> FileKind:
    """Writes the pages anew. Raises ``Refused``: ``file_locked``, ``file_damaged``, ``too_many_pages`` (``limit``)."""
    try:
        with pikepdf.open(source) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Refused("too_many_pages", 413, limit=MOST_PAGES)
            _calm(pdf)
            # Only the document and what it needs is written: what lay beside it in the file is gone.
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError:
        raise Refused("file_locked", 422) from None
    except (pikepdf.PdfError, RecursionError, ValueError):
        raise Refused("file_damaged", 422) from None
    return FileKind.PDF


def _calm(pdf: pikepdf.Pdf) -> None:
    for name in set(pdf.Root.keys()) - KEPT:
        del pdf.Root[name]
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        for name in set(names.keys()) - {"/Dests"}:
            del names[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for page in pdf.pages:
        _calm_page(page.obj)


def _calm_page(page: pikepdf.Object) -> None:
    for name in PAGE_ACTING:
        if name in page:
            del page[name]
    marks = page.get("/Annots")
    if isinstance(marks, pikepdf.Array):
        page["/Annots"] = pikepdf.Array([mark for mark in marks if _stays(mark)])


def _stays(mark: pikepdf.Object) -> bool:
    """Whether a note or link on a page is only that; also takes away what it does by itself."""
    if not isinstance(mark, pikepdf.Dictionary) or str(mark.get("/Subtype")) in NOT_FOR_READING:
        return False
    if "/AA" in mark:
        del mark["/AA"]
    action = mark.get("/A")
    if action is None:
        return True
    return (
        isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in HARMLESS and "/Next" not in action
    )
