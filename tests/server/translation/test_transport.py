"""An engine's server may do what it likes: we wait only so long, and our errors tell nobody a secret."""

import time
from collections.abc import Callable

import pytest

from server.translation.engines.base import EngineFailed, FailedBy
from server.translation.engines.libretranslate import LibreTranslate
from server.translation.engines.transport import Transport
from tests.engines.chaos_server import ChaosServer, Mood
from tests.engines.pseudo import pseudo_server
from tests.engines.serving import Asked, JsonServer, Reply

KEY = "k-SECRET"
SECRET_TEXT = "Her daughter was away."
HASTE = 0.3


def engine_at(url: str) -> LibreTranslate:
    return LibreTranslate(url, KEY, Transport(connect=HASTE, answer=HASTE, patience=0))


def failure(call: Callable[[], object]) -> EngineFailed:
    with pytest.raises(EngineFailed) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("mood", "by"),
    [
        (Mood.HANGS, FailedBy.TIMEOUT),
        (Mood.DRIPS, FailedBy.TIMEOUT),
        (Mood.SLOW_DOWN, FailedBy.SLOW_DOWN),
        (Mood.BROKEN, FailedBy.BROKEN),
        (Mood.REFUSES, FailedBy.REFUSED),
        (Mood.SHORT, FailedBy.BROKEN),
        (Mood.NO_JSON, FailedBy.BROKEN),
    ],
)
def test_every_failure_has_a_kind_and_no_secret(mood: Mood, by: FailedBy) -> None:
    with ChaosServer(mood) as server:
        start = time.monotonic()
        error = failure(lambda: engine_at(server.url).translate([SECRET_TEXT], "en", "es"))
        assert time.monotonic() - start < 4 * HASTE + 0.5
        assert error.by is by
        assert error.retry_after == (2 if mood is Mood.SLOW_DOWN else 0)
        assert str(error) == by.value
        assert error.__suppress_context__ or error.__context__ is None


def test_a_refused_connection() -> None:
    with pseudo_server() as server:
        url = server.url
    assert failure(lambda: engine_at(url).can("en", "es")).by is FailedBy.UNREACHABLE


def test_text_and_key_travel_in_the_body_only() -> None:
    with pseudo_server() as server:
        assert engine_at(server.url).translate(["Hello {1} & you", "Bye"], "en", "pa") == [
            "pa·Hello {1} & you",
            "pa·Bye",
        ]
        (asked,) = server.posts()
    assert asked.path == "/translate"
    assert asked.body == {
        "q": ['Hello <span translate="no" class="notranslate">{1}</span> &amp; you', "Bye"],
        "source": "en",
        "target": "pa",
        "format": "html",
        "api_key": KEY,
    }


def test_two_hundred_thousand_letters_that_are_not_latin() -> None:
    with pseudo_server() as server:
        assert engine_at(server.url).translate(["ж" * 200_000], "uk", "en") == ["en·" + "ж" * 200_000]


def test_a_redirect_is_not_followed() -> None:
    with pseudo_server() as elsewhere:
        with JsonServer(lambda _: Reply(None, 307, {"Location": elsewhere.url + "/translate"})) as server:
            assert failure(lambda: engine_at(server.url).can("en", "es")).by is FailedBy.BROKEN
        assert elsewhere.asked == []


def test_an_answer_without_end_is_cut_off() -> None:
    with JsonServer(lambda _: Reply(b'"' + b"x" * 9_000_000 + b'"')) as server:
        transport = Transport()
        assert failure(lambda: transport.get(server.url)).by is FailedBy.BROKEN


def test_the_server_says_which_languages_it_knows() -> None:
    def reply(_: Asked) -> Reply:
        return Reply([{"code": "en", "targets": ["zh", "ur"]}, {"code": "ur", "targets": ["en"]}])

    with JsonServer(reply) as server:
        engine = engine_at(server.url)
        pairs = [("en", "ur"), ("en", "zh-Hans"), ("ur", "en"), ("ur", "zh-Hans"), ("so", "en"), ("en", "so")]
        assert [engine.can(*pair) for pair in pairs] == [True, True, True, False, False, False]
        assert len(server.asked) == 1
        assert failure(lambda: engine.translate(["Hello"], "en", "so")).by is FailedBy.UNSUPPORTED


def test_a_server_that_names_no_targets_translates_between_all_it_knows() -> None:
    with JsonServer(lambda _: Reply([{"code": "en"}, {"code": "es"}])) as server:
        engine = engine_at(server.url)
        assert [engine.can("en", "es"), engine.can("es", "en"), engine.can("en", "pl")] == [True, True, False]


def test_a_list_of_languages_that_is_none() -> None:
    with JsonServer(lambda _: Reply({"error": "starting"})) as server:
        assert failure(lambda: engine_at(server.url).can("en", "es")).by is FailedBy.BROKEN
