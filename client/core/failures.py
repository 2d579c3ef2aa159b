"""The two ways in which the server can fail us: it says no, or it cannot be reached."""


class Refused(Exception):
    """The server said no. ``client.core.refusals`` turns the code and its facts into words."""

    def __init__(self, code: str, status: int = 403, facts: dict[str, str | int] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.facts = facts or {}


class Offline(Exception):
    """The server cannot be reached or has no time: nothing is wrong with what was asked."""
