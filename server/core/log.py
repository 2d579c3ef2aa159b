"""What the server writes down about itself: what went wrong and where in the code, never who or what was said.

The text of an error may hold anything: PostgreSQL puts the whole row into it. So none is written, whoever logs it.
"""

import logging
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Final

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def write_plainly() -> None:
    """Sends all that is logged to stderr, in plain form. To be called once, when a command begins."""
    handler = logging.StreamHandler()
    handler.setFormatter(Plain(FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    threading.excepthook = _of_a_thread


class Plain(logging.Formatter):
    """Errors as their kinds and places, without their texts."""

    def format(self, record: logging.LogRecord) -> str:
        """As always; but what asyncio adds below its sentence shows the error itself."""
        if record.name == "asyncio":
            record.msg, record.args = record.getMessage().partition("\n")[0], ()
        # Another handler may have put the text of the error here.
        record.exc_text = None
        said = super().format(record)
        record.exc_text = None
        return said

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - it is logging's name
        """The error and those that led to it, the first one first."""
        return "\n".join(_lines(ei[1])) if ei[1] is not None else ""


def _lines(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines(before)
        yield "which led to:"
    yield from (line.rstrip("\n") for line in traceback.format_tb(error.__traceback__))
    yield _kind(error)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _lines(one)


def _kind(error: BaseException) -> str:
    """With the code that the database gave it: that is one of a fixed list."""
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f" {code}" if code else "")


def _of_a_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        info = (args.exc_type, args.exc_value, args.exc_traceback)
        logging.getLogger(__name__).error("a thread ended", exc_info=info)
