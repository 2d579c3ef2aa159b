"""What happens by the clock: staff hours begin and end, absences begin and end."""

from typing import Any

from server.core.context import Context
from server.core.jobs import Handler
from server.hours import actions


def handlers(context: Context) -> dict[str, Handler]:
    """The jobs of this feature."""

    def hours_due(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: actions.hours_due(tx, args["at"]))

    def cover_due(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: actions.tell_cover(tx, args["person_id"]))

    return {actions.HOURS_DUE: hours_due, actions.COVER_DUE: cover_due}
