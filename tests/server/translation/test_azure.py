"""Azure Translator, against a server of ours that speaks its version 3."""

import pytest

from server.translation.engines.azure import MOST_LETTERS, MOST_SENTENCES, Azure
from server.translation.engines.base import EngineFailed, FailedBy
from tests.engines.serving import Asked, JsonServer, Reply


def azure_reply(asked: Asked) -> Reply:
    """As its documentation shows it: names of languages without a key, translations only with key and region."""
    if asked.path == "/languages?api-version=3.0&scope=translation":
        tags = ("en", "es", "fil", "ku", "kmr", "zh-Hans")
        return Reply({"translation": {tag: {"name": tag, "nativeName": tag, "dir": "ltr"} for tag in tags}})
    sent = {name.lower(): value for name, value in asked.headers.items()}
    if (sent.get("ocp-apim-subscription-key"), sent.get("ocp-apim-subscription-region")) != ("k", "uksouth"):
        return Reply({"error": {"code": 401000, "message": "The request is not authorized: k-wrong"}}, 401)
    target = asked.path.rpartition("&to=")[2].partition("&")[0]
    return Reply(
        [{"translations": [{"text": f"{target}·{item['Text']}", "to": target}]} for item in asked.body]
    )


def test_many_sentences_in_one_request_with_slots_that_are_not_translated() -> None:
    with JsonServer(azure_reply) as server:
        engine = Azure(server.url, "k", "uksouth")
        assert engine.translate(["Hi {1} & all", "Bye"], "en", "es") == ["es·Hi {1} & all", "es·Bye"]
        (asked,) = server.posts()
    assert asked.path == "/translate?api-version=3.0&from=en&to=es&textType=html"
    assert asked.body == [
        {"Text": 'Hi <span translate="no" class="notranslate">{1}</span> &amp; all'},
        {"Text": "Bye"},
    ]


def test_its_names_of_languages_are_not_ours() -> None:
    with JsonServer(azure_reply) as server:
        engine = Azure(server.url, "k", "uksouth")
        assert [engine.can("en", tag) for tag in ("tl", "ckb", "ku", "zh-Hans", "so")] == [True] * 4 + [False]
        assert engine.translate(["Hello"], "en", "ckb") == ["ku·Hello"]


def test_its_limits_are_kept() -> None:
    with JsonServer(azure_reply) as server:
        engine = Azure(server.url, "k", "uksouth")
        many = ["Sentence " + "x" * (n + 1) for n in range(MOST_SENTENCES + 1)]
        assert engine.translate(many, "en", "es") == [f"es·{sentence}" for sentence in many]
        sizes = [[len(item["Text"]) for item in asked.body] for asked in server.posts()]
    assert sum(map(len, sizes)) == MOST_SENTENCES + 1
    assert [size for size in sizes if len(size) > MOST_SENTENCES or sum(size) > MOST_LETTERS] == []


def test_a_wrong_key_is_refused_and_not_repeated() -> None:
    with JsonServer(azure_reply) as server, pytest.raises(EngineFailed) as caught:
        Azure(server.url, "k-wrong", "uksouth").translate(["Hello"], "en", "es")
    assert (caught.value.by, str(caught.value)) == (FailedBy.REFUSED, "refused")


@pytest.mark.parametrize("answer", [[], {}, None, [{"translations": []}], [{"translations": [{"text": 3}]}]])
def test_an_answer_of_another_shape(answer: object) -> None:
    with JsonServer(lambda _: Reply(answer)) as server, pytest.raises(EngineFailed) as caught:
        Azure(server.url, "k", "uksouth").translate(["Hello"], "en", "es")
    assert caught.value.by is FailedBy.BROKEN
