"""A LibreTranslate server that knows every language and puts its tag before each sentence: easy to tell apart."""

from tests.engines.serving import Asked, JsonServer, Reply
from wire.languages import LANGUAGES


def said_in(lang: str, text: str) -> str:
    """What the pseudo engine makes of a text."""
    return f"{lang}·{text}"


def pseudo_reply(asked: Asked) -> Reply:
    """The answer of a LibreTranslate server in good health."""
    if asked.path == "/languages":
        return Reply([{"code": tag, "name": tag, "targets": list(LANGUAGES)} for tag in LANGUAGES])
    return Reply({"translatedText": [said_in(asked.body["target"], text) for text in asked.body["q"]]})


def pseudo_server() -> JsonServer:
    """A server that translates everything at once."""
    return JsonServer(pseudo_reply)
