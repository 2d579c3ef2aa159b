"""Telling people, on the day, that a right of theirs began or ended by its date."""

from typing import Any

from server.core.context import Context
from server.core.feed import tell_rights_changed
from server.core.jobs import Handler
from server.school.actions import RIGHTS_DUE


def handlers(context: Context) -> dict[str, Handler]:
    """The jobs of this feature."""

    def tell(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: tell_rights_changed(tx, args["person_id"]))

    return {RIGHTS_DUE: tell}
