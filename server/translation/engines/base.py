"""What every translation engine looks like to the pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class FailedBy(StrEnum):
    """Why an engine gave no answer."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    SLOW_DOWN = "slow_down"
    BROKEN = "broken"
    """An error of its own, or an answer of the wrong shape."""
    RESTING = "resting"
    """It failed so often that it is left in peace."""
    REFUSED = "refused"
    """The key is wrong, or used up."""
    UNSUPPORTED = "unsupported"


PASSING = frozenset(
    (FailedBy.UNREACHABLE, FailedBy.TIMEOUT, FailedBy.SLOW_DOWN, FailedBy.BROKEN, FailedBy.RESTING)
)
"""What may be over by itself in a while."""


class EngineFailed(Exception):
    """An engine gave no answer. Says nothing of the text or the key, so it may go into a log.

    ``retry_after``: seconds to wait, 0 if the engine did not say.
    """

    def __init__(self, by: FailedBy, retry_after: float = 0) -> None:
        super().__init__(by.value)
        self.by = by
        self.retry_after = retry_after


class Engine(Protocol):
    """Translates masked sentences. It must be possible to call it from several threads at once."""

    @property
    def name(self) -> str:
        """What the label under a translation says: ``libretranslate``, ``azure``."""

    @property
    def version(self) -> str:
        """Changes when the answers may: part of the memory's key."""

    def can(self, source: str, lang: str) -> bool:
        """Whether it translates from ``source`` into ``lang``. Raises ``EngineFailed`` if it cannot say."""

    def translate(self, sentences: Sequence[str], source: str, lang: str) -> list[str]:
        """Translations of all ``sentences``, in their order, slots like ``{1}`` kept. Raises ``EngineFailed``."""

    def close(self) -> None:
        """Lets go of its connections."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """An engine that may be used, and the languages for which it comes before the others."""

    engine: Engine
    best_for: frozenset[str] = frozenset()
