"""What guidance leaves for later: the look at an English translation."""

from typing import Any

from server.core.context import Context
from server.core.jobs import Handler
from server.guidance.actions import LOOK_AGAIN, look_again


def handlers(context: Context) -> dict[str, Handler]:
    """The jobs of this feature."""

    def again(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: look_again(tx, args))

    return {LOOK_AGAIN: again}
