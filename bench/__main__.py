"""``python -m bench [--only a,b]``: measures, prints a table, writes ``bench/latest.json``."""

import argparse
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import (
    collation,
    dates,
    engine,
    feed,
    forms,
    imports,
    library,
    points,
    routing,
    story,
    tabs,
    talk,
    web,
)
from bench.figures import Figure, save, table
from bench.schools import Kind, Schools, schools

LATEST = Path(__file__).parent / "latest.json"


@dataclass(frozen=True)
class Measure:
    """Something that finds out one or several figures; they are in the order of ``names``."""

    names: tuple[str, ...]
    run: Callable[[Schools], Iterator[Figure]]


def measures() -> list[Measure]:
    """All measures, the quick ones last."""
    return [
        *_on("sqlite", ""),
        *_on("postgresql", "_postgres"),
        Measure(("connected_1000_mb",), talk.connected),
        Measure(web.NAMES, web.page_loads),
        Measure(tabs.NAMES, tabs.sessions),
        Measure(engine.NAMES, engine.requests),
        Measure(routing.NAMES, routing.routing),
        Measure(imports.NAMES, imports.app),
    ]


def _on(kind: Kind, ending: str) -> list[Measure]:
    made = (
        (("feed_page_rps_16", "feed_page_p99_ms"), feed.page_rate),
        (("feed_growth_p99",), feed.growth),
        (("feed_translated_over_plain",), feed.translated),
        (("story_seen_last_of_60_p99_ms", "story_seen_last_of_60_p50_ms"), story.seen),
        (("points_award_class_30_seen_p99_ms", "points_award_class_30_seen_p50_ms"), points.seen),
        (("message_send_rps_16", "message_send_p99_ms"), talk.send_rate),
        (("message_seen_p99_ms",), talk.seen),
        (("calendar_feed_p99_ms",), dates.feed),
        (("form_open_p99_ms",), forms.opened),
        (("collate_2000_answers_s", "collate_2000_answers_csv_s"), collation.table),
        (("library_search_p99_ms",), library.search),
        (("thread_open_p99_ms", "thread_open_growth_p99"), talk.opening),
    )
    return [
        Measure(tuple(f"{name}{ending}" for name in names), partial(measure, kind=kind, ending=ending))
        for names, measure in made
    ]


def chosen(only: Iterable[str], among: list[Measure]) -> list[Measure]:
    """The measures that find out one of these figures; all if none are named. A name that nobody knows is refused."""
    wanted = set(only)
    unknown = wanted - {name for measure in among for name in measure.names}
    if unknown:
        raise SystemExit(f"There is no figure called {', '.join(sorted(unknown))}.")
    return [measure for measure in among if not wanted or wanted & set(measure.names)]


def main() -> int:
    """Measures what was asked for; 1 if something could not be measured."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", default="", help="names of figures, with commas between them")
    only = [name.strip() for name in parser.parse_args().only.split(",") if name.strip()]
    found: list[Figure] = []
    failed = False
    with schools() as made:
        for measure in chosen(only, measures()):
            print(f"measuring {measure.names[0]} …", file=sys.stderr, flush=True)
            try:
                found += [figure for figure in measure.run(made) if not only or figure.name in only]
            except Exception:  # noqa: BLE001 - the other figures can still be found out
                failed = True
                traceback.print_exc()
    save(found, LATEST)
    print(table(found))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
