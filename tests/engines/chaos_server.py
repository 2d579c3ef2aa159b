"""An engine at its worst: it hangs, refuses, forgets, swaps, echoes; and recovers when told to."""

import re
from enum import Enum
from typing import Final

from tests.engines.pseudo import pseudo_reply
from tests.engines.serving import Asked, JsonServer, Reply

_SLOT: Final = re.compile(r"<span[^>]*>\{\d+\}</span>")


class Mood(Enum):
    """What the engine does to every request."""

    HEALTHY = "healthy"
    HANGS = "hangs"
    DRIPS = "drips"
    SLOW_DOWN = "slow down"
    BROKEN = "broken"
    REFUSES = "refuses"
    SHORT = "short"
    NO_JSON = "no json"
    LOST = "lost"
    DOUBLED = "doubled"
    SWAPPED = "swapped"
    INVENTS = "invents"
    ECHO = "echo"
    MARKUP = "markup"
    EMPTY = "empty"


class ChaosServer(JsonServer):
    """A LibreTranslate server in a mood."""

    def __init__(self, mood: Mood = Mood.HEALTHY, port: int = 0) -> None:
        super().__init__(self._moody, port)
        self.mood = mood

    def _moody(self, asked: Asked) -> Reply:
        healthy = pseudo_reply(asked)
        if self.mood is Mood.HEALTHY or asked.method == "GET":
            return healthy
        if self.mood in _WHOLE:
            return _WHOLE[self.mood]
        texts = asked.body["q"] if self.mood is Mood.ECHO else healthy.body["translatedText"]
        if self.mood is Mood.SHORT:
            return Reply({"translatedText": texts[:-1]})
        return Reply({"translatedText": [_spoilt(text, self.mood) for text in texts]})


_WHOLE: Final = {
    Mood.HANGS: Reply(hangs=True),
    Mood.DRIPS: Reply({"translatedText": ["x" * 200]}, drips=True),
    Mood.SLOW_DOWN: Reply({"error": "ERR_TOO_MANY_REQUESTS"}, 429, {"Retry-After": "2"}),
    Mood.BROKEN: Reply({"error": "Internal error"}, 500),
    Mood.REFUSES: Reply({"error": "Invalid API key"}, 403),
    Mood.NO_JSON: Reply(b"<html>Bad Gateway</html>"),
}


def _spoilt(text: str, mood: Mood) -> str:
    slots = _SLOT.findall(text)
    if mood is Mood.LOST:
        return _SLOT.sub("", text, count=1) if slots else ""
    if mood is Mood.DOUBLED:
        return text + (slots[0] if slots else "<span translate='no'>{1}</span>")
    if mood is Mood.SWAPPED:
        turned = iter(reversed(slots))
        return _SLOT.sub(lambda _: next(turned), text) if len(slots) > 1 else f"{text} 12"
    changed = {Mood.INVENTS: f"{text} at 9", Mood.MARKUP: f"<b>{text}</b>", Mood.EMPTY: " "}
    return changed.get(mood, text)
