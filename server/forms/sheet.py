"""All answers of a form as CSV for a spreadsheet: one line for each answer, nothing in it that a spreadsheet runs."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from server.forms.saying import Saying, in_one
from wire.forms import Answer, CollationRow, Field, FieldKind

BOM: Final = "\ufeff"
"""Without it Excel takes UTF-8 for something else, and every name with an accent is spoilt."""
FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠﹢﹣﹦﹫−")
"""What a cell must not begin with: a spreadsheet would take it for a formula and run it."""
NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def sheet(saying: Saying, rows: Iterable[CollationRow]) -> bytes:
    """The table as CSV: UTF-8 with BOM, commas, lines that end in CRLF; a child nobody answered for has a line too."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    fields = saying.fields()
    writer.writerow([safe(cell) for cell in _heads(saying, fields)])
    for row in rows:
        writer.writerows(_lines(saying, fields, row))
    return (BOM + out.getvalue()).encode()


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs: what looks like the beginning of a formula gets an apostrophe before it."""
    if cell[:1].isalnum():
        return cell
    seen = cell.lstrip("".join({c for c in cell if unicodedata.category(c)[0] in "ZC"} - FORMULA))
    return f"'{cell}" if seen[:1] in FORMULA and seen else cell


def _heads(saying: Saying, fields: Sequence[Field]) -> list[str]:
    w = saying.w
    return [
        w._("Child"),
        w._("Class"),
        # Translators: heading of a column: whether a form was answered.
        w._("Answered?"),
        w._("Signed by"),
        w._("Signed on"),
        w._("Language that was read"),
        w._("Version"),
        w._("Put in from paper by"),
        # Translators: heading of a column: whether two adults of a child answered differently.
        w._("Answers differ"),
        *(saying.label(field.label, saying.newest) for field in fields),
    ]


def _lines(saying: Saying, fields: Sequence[Field], row: CollationRow) -> Iterator[list[str]]:
    differs = saying.w.p("answer", "Yes") if row.differs else ""
    child = [safe(row.name), safe(row.class_name), safe(saying.due(row.due))]
    if not row.answers:
        yield [*child, "", "", "", "", "", differs, *("" for _ in fields)]
    for answer in row.answers:
        about = [
            answer.signer.name,
            _signed(saying, answer),
            saying.language(answer.lang),
            str(answer.version),
        ]
        by = answer.entered_by.name if answer.entered_by else ""
        said = [_cell(saying, answer, field.key) for field in fields]
        yield [*child, *map(safe, about), safe(by), differs, *said]


def _signed(saying: Saying, answer: Answer) -> str:
    """As a spreadsheet reads it."""
    if answer.signed_on is not None:
        return answer.signed_on.isoformat()
    return f"{datetime.fromtimestamp(answer.at / 1000, ZoneInfo(saying.zone)):%Y-%m-%d %H:%M}"


def _cell(saying: Saying, answer: Answer, key: str) -> str:
    field = saying.field_of(answer, key)
    if field is None:
        return ""
    said = answer.answers.values.get(key, ())
    if said and NUMBER.fullmatch(said[0]):
        if field.kind is FieldKind.NUMBER:
            return said[0]
        if field.kind is FieldKind.MONEY:
            return f"{int(said[0]) // 100}.{int(said[0]) % 100:02}"
    if said and field.kind is FieldKind.DATE:
        return safe(said[0])
    return safe(in_one(saying.pieces(answer, field), isolated=False))
