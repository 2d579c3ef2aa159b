"""Azure Translator: an engine outside the school, for schools that allow it and name their region."""

import threading
import time
from collections.abc import Iterator, Sequence
from typing import Final

from server.translation.engines.base import EngineFailed, FailedBy
from server.translation.engines.libretranslate import LANGUAGES_KEPT
from server.translation.engines.markup import from_html, to_html
from server.translation.engines.transport import Transport

MOST_SENTENCES: Final = 1_000
MOST_LETTERS: Final = 50_000
_ITS_TAG: Final = {"tl": "fil", "ckb": "ku", "ku": "kmr"}


class Azure:
    """Version 3 of its API. ``key`` and ``region`` belong to the school's own resource, which keeps no text."""

    name = "azure"
    version = "3.0"

    def __init__(self, url: str, key: str, region: str, transport: Transport | None = None) -> None:
        self._url = url.rstrip("/")
        self._headers = {"Ocp-Apim-Subscription-Key": key, "Ocp-Apim-Subscription-Region": region}
        self._transport = transport or Transport(answer=15)
        self._known: frozenset[str] = frozenset()
        self._believed_until = 0.0
        self._lock = threading.Lock()

    def can(self, source: str, lang: str) -> bool:
        """Whether it knows both languages."""
        return {_tag(source), _tag(lang)} <= self._languages()

    def translate(self, sentences: Sequence[str], source: str, lang: str) -> list[str]:
        """All sentences in one request, or in as few as its limits allow."""
        url = (
            f"{self._url}/translate?api-version={self.version}"
            f"&from={_tag(source)}&to={_tag(lang)}&textType=html"
        )
        answers: list[str] = []
        for part in _parts([to_html(sentence) for sentence in sentences]):
            body = [{"Text": text} for text in part]
            answers += _texts(self._transport.post(url, body, self._headers), len(part))
        return [from_html(answer) for answer in answers]

    def close(self) -> None:
        """Closes its connections."""
        self._transport.close()

    def _languages(self) -> frozenset[str]:
        with self._lock:
            if time.monotonic() > self._believed_until:
                url = f"{self._url}/languages?api-version={self.version}&scope=translation"
                answer = self._transport.get(url)
                if not isinstance(answer, dict) or not isinstance(answer.get("translation"), dict):
                    raise EngineFailed(FailedBy.BROKEN)
                self._known = frozenset(answer["translation"])
                self._believed_until = time.monotonic() + LANGUAGES_KEPT
            return self._known


def _parts(texts: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    letters = 0
    for text in texts:
        if part and (len(part) == MOST_SENTENCES or letters + len(text) > MOST_LETTERS):
            yield part
            part, letters = [], 0
        part.append(text)
        letters += len(text)
    if part:
        yield part


def _texts(answer: object, expected: int) -> list[str]:
    try:
        texts = [item["translations"][0]["text"] for item in answer]  # type: ignore[attr-defined]
    except (TypeError, KeyError, IndexError):
        raise EngineFailed(FailedBy.BROKEN) from None
    if len(texts) != expected or not all(isinstance(text, str) for text in texts):
        raise EngineFailed(FailedBy.BROKEN)
    return texts


def _tag(lang: str) -> str:
    return _ITS_TAG.get(lang, lang)
