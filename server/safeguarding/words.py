"""Looking for words in what people wrote, whatever their case."""

import sqlalchemy as sa


def holds(conn: sa.Connection, column: "sa.ColumnElement[str]", words: str) -> "sa.ColumnElement[bool]":
    """Whether the text in ``column`` has ``words`` in it; no sign means anything but itself."""
    if conn.dialect.name == "sqlite":
        # SQLite's own lower() knows the letters of English alone.
        spelt = {words, words.lower(), words.upper(), words.capitalize(), words.title()}
        return sa.or_(
            sa.func.instr(sa.func.lower(column), words.lower()) > 0,
            *(sa.func.instr(column, one) > 0 for one in sorted(spelt)),
        )
    return sa.func.strpos(sa.func.lower(column), sa.func.lower(words)) > 0
