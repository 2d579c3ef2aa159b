"""The figures of guidance count what the writer is shown."""

from pathlib import Path

from bench.routing import Labelled, Score, read_labelled, score
from server.guidance.book import Guide
from wire.guidance import GuidanceWay


def test_a_labelled_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "en.tsv"
    file.write_text(
        "# kind, side, sentence\n\nabsence\tfamily\tShe is ill.\nnone\tstaff\tHello\nhalf a line\n"
    )
    assert read_labelled(file) == [
        Labelled("absence", "family", "She is ill."),
        Labelled("none", "staff", "Hello"),
    ]


def test_what_counts_is_the_way() -> None:
    assert Labelled("lateness", "family", "").way is GuidanceWay.CALL_OFFICE
    assert Labelled("behaviour", "staff", "").way is GuidanceWay.CALL_FAMILY
    assert Labelled("absence", "staff", "").way is None
    assert Labelled("none", "family", "").way is None


def test_right_wrong_and_missed_ways_are_counted() -> None:
    labelled = [
        Labelled("absence", "family", "She is ill and will not be in."),
        Labelled("lateness", "family", "She has a dentist appointment."),
        Labelled("complaint", "family", "What a lovely day."),
        Labelled("none", "family", "I want to complain."),
    ]
    assert score(Guide(), labelled, "en") == Score(needed=3, shown=3, right=2)
