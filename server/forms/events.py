"""How the news of forms reads: it says no words, and whoever shows a form asks for it anew."""

from typing import Any

import sqlalchemy as sa

from server.core.feed import Renderer
from server.forms.answering import ANSWERED
from server.forms.sending import CHANGED
from server.forms.taking_back import TAKEN_BACK
from wire.events import AnswersTakenBack, FormAnswered, FormChanged


def renderers() -> dict[str, Renderer]:
    """Kind of event → what it says."""
    return {CHANGED: _form_changed, ANSWERED: _form_answered, TAKEN_BACK: _taken_back}


def _form_changed(conn: sa.Connection, ref: dict[str, Any], lang: str) -> FormChanged:
    return FormChanged(form_id=ref["form_id"])


def _form_answered(conn: sa.Connection, ref: dict[str, Any], lang: str) -> FormAnswered:
    return FormAnswered(form_id=ref["form_id"], pupil_id=ref["pupil_id"])


def _taken_back(conn: sa.Connection, ref: dict[str, Any], lang: str) -> AnswersTakenBack:
    return AnswersTakenBack(form_id=ref["form_id"])
