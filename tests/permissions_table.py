"""Writes ``docs/permissions.md`` from the rows of the permission test: ``python -m tests.permissions_table``."""

from pathlib import Path

from tests.cast import PEOPLE
from tests.test_permissions import OPEN, ROWS, Row

PAGE = Path(__file__).parent.parent / "docs" / "permissions.md"
HEAD = """# Who may ask what

Every endpoint, asked by everybody of one small school. Written by `python -m tests.permissions_table` from the rows \
of `tests/test_permissions.py`, which asks a running server each of these questions on both databases.

**yes** is answered · **no** is refused (403) · **·** looks as if the thing were not there (404). Somebody of \
another school and somebody who is not signed in are always refused (401); only {open} need no sign-in.

Year 3 has class 3B, year 4 has class 4A.

| who | is |
| --- | --- |
| nadia | mother of Zara (4A) and Yusuf (3B), reads Urdu |
| katarzyna | mother of Lena (4A), reads Polish |
| daniel | father of Rosie (3B) |
| former | her father's former partner, whose contact right has ended |
| hart, okafor | teachers of 4A and of 3B |
| sandhu | TA of 4A |
| adeyemi | therapist who works with 4A |
| calloway, prescott, dunne | headteacher (SMT), safeguarding lead (DSL), office |
| rahman | a teacher of 3B whose own child Ilyas is in 4A |
"""
SIGNS = {200: "yes", 403: "no", 404: "·"}


def page() -> str:
    """The whole page."""
    named = ", ".join(f"`{endpoint.method} {endpoint.path}`" for endpoint in OPEN)
    head = f"| ask | about | {' | '.join(PEOPLE)} |\n| --- | --- |{' --- |' * len(PEOPLE)}\n"
    return f"{HEAD.format(open=named)}\n{head}{''.join(map(_line, ROWS))}"


def _line(row: Row) -> str:
    signs = (SIGNS[row.expected(name)] for name in PEOPLE)
    return f"| `{row.endpoint.method} {row.endpoint.path}` | {row.about} | {' | '.join(signs)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page())
