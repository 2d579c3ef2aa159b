"""What a figure is, how figures are shown, and what each should be."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

DIGITS = 4
"""How many digits of a number say something."""


@dataclass(frozen=True)
class Figure:
    """Something measured. ``floor``: the same thing in the barest way, measured in the same run."""

    name: str
    value: float
    unit: str
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value over its floor."""
        return self.value / self.floor if self.floor else None

    def row(self) -> dict[str, str | float | None]:
        """As it stands in ``latest.json``."""
        return {
            "name": self.name,
            "value": rounded(self.value),
            "unit": self.unit,
            "floor": None if self.floor is None else rounded(self.floor),
            "ratio": None if self.ratio is None else rounded(self.ratio),
        }


@dataclass(frozen=True)
class Aim:
    """What a figure should be: its value, or its ratio to the floor, at least or at most some number."""

    of: str
    at_least: float | None = None
    at_most: float | None = None

    def is_met(self, figure: Figure) -> bool:
        """Whether the figure is as it should be."""
        got = figure.ratio if self.of == "ratio" else figure.value
        if got is None:
            return False
        return (self.at_least is None or got >= self.at_least) and (
            self.at_most is None or got <= self.at_most
        )

    def __str__(self) -> str:
        low = [] if self.at_least is None else [f"{self.of} >= {self.at_least:g}"]
        high = [] if self.at_most is None else [f"{self.of} <= {self.at_most:g}"]
        return ", ".join(low + high)


AIMS = {
    "feed_page_rps_16": Aim("ratio", at_least=0.45),
    "feed_growth_p99": Aim("value", at_most=1.3),
    "feed_translated_over_plain": Aim("value", at_most=1.15),
    "engine_requests_per_post": Aim("value", at_least=12, at_most=12),
    "engine_requests_same_text": Aim("value", at_most=0),
    "story_seen_last_of_60_p99_ms": Aim("value", at_most=50),
    "points_award_class_30_seen_p99_ms": Aim("value", at_most=50),
    "collate_2000_answers_s": Aim("value", at_most=1),
    "collate_2000_answers_csv_s": Aim("value", at_most=1),
    "message_send_rps_16": Aim("ratio", at_least=0.4),
    "message_seen_p99_ms": Aim("value", at_most=30),
    "thread_open_growth_p99": Aim("value", at_most=1.3),
    "connected_1000_mb": Aim("value", at_most=60),
    "web_cold_transfer_mb": Aim("value", at_most=6),
    "web_warm_transfer_kb": Aim("value", at_most=60),
    "session_memory_mb": Aim("value", at_most=1.5),
    "tap_to_patch_ms": Aim("value", at_most=5),
    "routing_us_per_keystroke_check": Aim("value", at_most=2_000),
}


def rounded(number: float) -> float:
    """``number`` with as many digits as say something."""
    return float(f"{number:.{DIGITS}g}")


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines of text."""
    rows = [("figure", "value", "unit", "floor", "ratio", "aim", "")]
    for figure in figures:
        aim = AIMS.get(figure.name)
        met = "" if aim is None else ("met" if aim.is_met(figure) else "MISSED")
        rows.append(
            (
                figure.name,
                _number(figure.value),
                figure.unit,
                _number(figure.floor),
                _number(figure.ratio),
                str(aim or ""),
                met,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(_line(row, widths) for row in rows)


def save(figures: Iterable[Figure], path: Path) -> None:
    """Writes the figures as JSON."""
    rows = [figure.row() for figure in figures]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _number(number: float | None) -> str:
    return "" if number is None else f"{rounded(number):,.10g}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if column in (1, 3, 4) else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
