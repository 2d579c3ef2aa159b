"""How the news of a case and of an export reads."""

from typing import Any

import sqlalchemy as sa

from server.core.feed import Renderer
from server.safeguarding.cases import case_in, open_cases
from server.safeguarding.queries import export_in
from wire.events import CaseChanged, ExportChanged

Ref = dict[str, Any]


def renderers() -> dict[str, Renderer]:
    """Kind of event → what it says."""
    return {
        "case_changed": _case_changed,
        "export_changed": _export_changed,
        "flag_raised": _flag_raised,
    }


def _case_changed(conn: sa.Connection, ref: Ref, lang: str) -> CaseChanged:
    return CaseChanged(case=case_in(conn, ref["source"], ref["case_id"], lang), open=open_cases(conn))


def _flag_raised(conn: sa.Connection, ref: Ref, lang: str) -> CaseChanged:
    """Guidance knows no queue; to the DSL a flag is a case like any other."""
    return CaseChanged(case=case_in(conn, "flag", ref["flag_id"], lang), open=open_cases(conn))


def _export_changed(conn: sa.Connection, ref: Ref, lang: str) -> ExportChanged:
    return ExportChanged(export=export_in(conn, ref["export_id"]))
