"""What the app writes down about itself: what went wrong and where in the code, never who or what was said."""

import logging
import traceback

_log = logging.getLogger("bookbag.app")


def bug(error: BaseException, doing: str) -> None:
    """Record a mistake of ours. Its message is left out: it could hold somebody's words."""
    places = [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    _log.error("%s failed: %s at %s", doing, type(error).__name__, " < ".join(reversed(places[-6:])))
