"""The table of figures and the file beside it have the shape that others read."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import chosen, measures
from bench.bare import bare, replay, statements_of
from bench.figures import AIMS, Aim, Figure, save, table
from bench.load import Round
from bench.rounds import in_turn, quantile, rate
from bench.seed import parents_of, plain_reader, seed, token_of, translated_reader


def test_the_file_is_a_list_of_figures(tmp_path: Path) -> None:
    save([Figure("pages", 1234.567, "1/s", 2469.134), Figure("size", 3, "MB")], tmp_path / "latest.json")
    assert json.loads((tmp_path / "latest.json").read_text()) == [
        {"name": "pages", "value": 1235.0, "unit": "1/s", "floor": 2469.0, "ratio": 0.5},
        {"name": "size", "value": 3.0, "unit": "MB", "floor": None, "ratio": None},
    ]


def test_the_table_says_what_was_aimed_at_and_what_was_missed() -> None:
    lines = table(
        [Figure("feed_growth_p99", 1.2, "x", 1.0), Figure("tap_to_patch_ms", 7.0, "ms")]
    ).splitlines()
    assert [line.split() for line in lines] == [
        ["figure", "value", "unit", "floor", "ratio", "aim"],
        ["feed_growth_p99", "1.2", "x", "1", "1.2", "value", "<=", "1.3", "met"],
        ["tap_to_patch_ms", "7", "ms", "value", "<=", "5", "MISSED"],
    ]


@pytest.mark.parametrize(("value", "met"), [(11, False), (12, True), (13, False)])
def test_an_aim_may_be_one_number(value: int, met: bool) -> None:
    assert Aim("value", at_least=12, at_most=12).is_met(Figure("requests", value, "")) is met


def test_an_aim_at_a_ratio_is_missed_without_a_floor() -> None:
    assert Aim("ratio", at_least=0.45).is_met(Figure("pages", 100, "1/s")) is False


def test_every_aim_has_a_measure_and_no_figure_has_two() -> None:
    names = [name for measure in measures() for name in measure.names]
    assert set(AIMS) - set(names) == set()
    assert len(names) == len(set(names))


def test_only_the_named_figures_are_measured() -> None:
    assert [measure.names[0] for measure in chosen(["app_import_ms"], measures())] == ["app_import_ms"]
    assert chosen([], measures())[0].names[0] == "feed_page_rps_16"
    with pytest.raises(SystemExit, match="no figure called nonsense"):
        chosen(["nonsense"], measures())


def test_rounds_take_turns_after_one_that_does_not_count() -> None:
    order: list[str] = []

    def measure(name: str) -> Round:
        order.append(name)
        return Round(2.0, [0.1] * 4)

    found = in_turn({name: partial(measure, name) for name in "ab"}, 2)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert (len(found["a"]), rate(found["a"])) == (2, 2.0)


def test_a_quantile_is_a_value_that_was_measured() -> None:
    assert (quantile([3, 1, 2], 0.5), quantile(range(1, 101), 0.99), quantile([7], 0.99)) == (2, 99, 7)


def test_a_page_of_the_seeded_school_is_one_statement_and_twenty_one_rows(tmp_path: Path) -> None:
    school = seed(tmp_path, 3_000)
    tokens = [token_of(translated_reader(0)), token_of(plain_reader(0))]
    translated, plain = statements_of(school, "/v1/stories?side=family", tokens)
    with bare(school) as run:
        rows: list[Any] = [run(asked) for asked in (translated, plain)]
        assert len(replay(run, [translated], 0.01).took) > 0
    assert [[len(found) for found in asked] for asked in rows] == [[21], [21]]


def test_a_class_has_sixty_parents_and_half_of_them_read_english() -> None:
    parents = parents_of(1)
    assert (len(set(parents)), sum(parent % 2 == 0 for parent in parents)) == (60, 30)
