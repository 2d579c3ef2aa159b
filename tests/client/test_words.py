"""Dates, times and names in each reader's language, by the school's clock."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from client.core.refusals import SENTENCES
from client.core.words import Words
from tests.edges import DAY, HOUR, MINUTE, SECOND, THURSDAY_9_AM
from wire.direction import is_rtl
from wire.languages import LANGUAGES

NOW = THURSDAY_9_AM


def test_english_is_said_as_in_a_british_school() -> None:
    w = Words("en")
    assert w.date(NOW, NOW) == "Thursday 12 November"
    assert w.date(NOW, NOW + 90 * DAY) == "Thursday 12 November 2026"
    assert w.time(NOW + 5 * HOUR + 5 * MINUTE) == "14:05"
    assert w.date_and_time(NOW, NOW) == "Thursday 12 November, 09:00"
    assert (w.number(12_345), w.listing(["Ana", "Ben", "Zoya"])) == ("12,345", "Ana, Ben and Zoya")


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (-5 * MINUTE, "just now"),
        (0, "just now"),
        (59 * SECOND, "just now"),
        (MINUTE, "1 minute ago"),
        (59 * MINUTE, "59 minutes ago"),
        (2 * HOUR, "2 hours ago"),
        (23 * HOUR, "23 hours ago"),
        (DAY, "1 day ago"),
        (10 * DAY, "10 days ago"),
    ],
)
def test_how_long_ago(age: int, said: str) -> None:
    assert Words("en").ago(NOW - age, NOW) == said


def test_a_card_says_the_date_after_a_week() -> None:
    w = Words("en")
    assert (w.when(NOW - 6 * DAY, NOW), w.when(NOW - 7 * DAY, NOW)) == ("6 days ago", "Thursday 5 November")


def test_the_schools_clock_counts_and_not_the_devices() -> None:
    july = NOW - 120 * DAY
    assert (Words("en").time(july), Words("en", "Europe/Warsaw").time(july)) == ("10:00", "11:00")


def test_weekdays_are_one_s_own_whoever_read_theirs_before() -> None:
    assert Words("ur").short_weekday(1) == "پیر"
    assert (Words("pl").short_weekday(1), Words("pl").weekday(1)) == ("pon", "poniedziałek")
    assert Words("tr").short_weekday(1) == "Pt"


def test_a_day_and_a_time_keep_their_order_within_an_urdu_sentence() -> None:
    w = Words("ur")
    when = w.date_and_time(NOW, NOW)
    # From right to left as a whole: no letter of its own says so, each part is set apart.
    assert w.apart(when) == f"\u2067{when}\u2069"
    assert w.apart("3 Kestrel") == "\u20683 Kestrel\u2069"
    assert w.apart(w.listing(["Ana", "Ben"])).startswith("\u2068")


def test_an_unknown_time_zone_does_not_stop_the_app() -> None:
    assert re.fullmatch(r"\d\d:\d\d", Words("en", "Mars/Base").time(NOW))


def test_polish_and_urdu() -> None:
    assert Words("pl").ago(NOW - 2 * HOUR, NOW) == "2 godziny temu"
    assert Words("pl").ago(NOW - 5 * HOUR, NOW) == "5 godzin temu"
    assert Words("pl").date(NOW, NOW) == "czwartek, 12 listopada"
    assert Words("ur").ago(NOW - 2 * HOUR, NOW) == "2 گھنٹے پہلے"
    assert (Words("ur").language("pl"), Words("pl").language("ur")) == ("پولش", "urdu")


@pytest.mark.parametrize("tag", list(LANGUAGES))
def test_every_language_can_say_when(tag: str) -> None:
    w = Words(tag)
    assert len(w.date(NOW, NOW)) > 5
    assert len(w.language("ur")) > 1
    assert not re.match(r"^[-+]?\d+ ?\w$", w.ago(NOW - 2 * HOUR, NOW))


@pytest.mark.parametrize("tag", ["ku", "ckb"])
def test_a_language_without_data_for_it_says_it_in_our_own_words(tag: str) -> None:
    w = Words(tag)
    assert w.ago(NOW - 3 * HOUR, NOW) == w.n("{n} hour ago", "{n} hours ago", 3)


@pytest.mark.parametrize(
    ("text", "lang", "rtl"),
    [
        ("Hello", "ur", False),
        ("سلام Anna", "en", True),
        ("12:30 — سلام", "en", True),
        ("😀 12:30", "ur", True),
        ("😀 12:30", "en", False),
        ("", "ar", True),
        ("…Ania", "ar", False),
        ("Class 4A کی تیراکی 9:15am پر ہے۔", "ur", True),
        ("Thank you so much, Mrs حارث", "ur", False),
        ("שלום Class 4A", "en", True),
    ],
)
def test_each_message_runs_its_own_way(text: str, lang: str, rtl: bool) -> None:
    assert is_rtl(text, lang) is rtl


def test_the_school_s_clock_needs_no_database_of_the_device() -> None:
    asked = "from client.core.zone import zone_of; import datetime as d; "
    asked += "print(d.datetime(2026, 7, 1, 8, tzinfo=zone_of('Europe/London')).isoformat())"
    bare = {**os.environ, "PYTHONTZPATH": ""}
    told = subprocess.run([sys.executable, "-c", asked], env=bare, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "2026-07-01T08:00:00+01:00"


def test_every_refusal_of_the_server_has_its_sentence() -> None:
    source = "\n".join(path.read_text() for path in Path("server").rglob("*.py"))
    said = {
        code
        for call in re.findall(r"Refused\(\s*([^)]*)", source)
        for code in re.findall(r'"([a-z_]+)"', re.sub(r'\w+="\w+"', "", call))
    }
    assert said - set(SENTENCES) == set()
    assert {"not_signed_in", "wrong_details", "too_far_ahead"} <= said


@pytest.mark.parametrize("code", [*SENTENCES, "of_a_newer_server"])
def test_a_refusal_is_whole_calm_sentences(code: str) -> None:
    said = Words("en").refusal(code, {})
    assert re.fullmatch(r"[A-Z][^!{}]+\.", said)


def test_facts_are_in_the_sentence() -> None:
    w = Words("en")
    assert w.refusal("slow_down", {"seconds": 61}) == "Too many tries. Please wait 2 minutes, then try again."
    assert w.refusal("too_large", {"limit": 25_000_000}).endswith("The limit is 25 megabytes.")
    assert w.refusal("too_many_photos", {"limit": 4}).endswith("The limit is 4 photos.")


def test_the_heavy_parts_wait_until_they_are_needed() -> None:
    code = (
        "import sys, client.core.account, client.stories.actions, client.accounts.actions;"
        "print(sorted({'httpx', 'babel'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
