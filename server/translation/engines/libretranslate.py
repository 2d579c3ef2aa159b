"""LibreTranslate: an engine that runs on the school's own machines."""

import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from deep_translator import LibreTranslator
from deep_translator.base import BaseTranslator
from deep_translator.exceptions import LanguageNotSupportedException

from server.translation.engines.base import EngineFailed, FailedBy
from server.translation.engines.markup import from_html, to_html
from server.translation.engines.transport import Transport

LANGUAGES_KEPT: Final = 600
"""Seconds for which the server's list of languages is believed."""
_OTHER_TAGS: Final = {"zh-Hans": "zh", "zh-Hant": "zt", "tl": "fil", "ku": "kmr"}
"""Older servers call some languages otherwise."""


class SafeLibreTranslator(LibreTranslator):  # type: ignore[misc]
    """deep-translator's client of one pair of languages with another transport.

    As shipped it puts text and key into the address, waits for ever, sends one request for each text,
    shows the key in its errors, and knows only 17 languages.
    """

    def __init__(
        self, transport: Transport, url: str, key: str, languages: Mapping[str, str], source: str, target: str
    ) -> None:
        BaseTranslator.__init__(
            self, base_url=url.rstrip("/") + "/", languages=dict(languages), source=source, target=target
        )
        self.api_key = key
        self._transport = transport

    def translate(self, text: str, **kwargs: Any) -> str:
        """The translation of one text, which may be HTML."""
        return self.translate_batch([text])[0]

    def translate_batch(self, batch: Sequence[str], **kwargs: Any) -> list[str]:
        """The translations of many texts, in one request. Raises ``EngineFailed``."""
        body = {"q": list(batch), "source": self._source, "target": self._target, "format": "html"}
        if self.api_key:
            body["api_key"] = self.api_key
        answer = self._transport.post(f"{self._base_url}translate", body)
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if (
            not isinstance(texts, list)
            or len(texts) != len(batch)
            or not all(isinstance(t, str) for t in texts)
        ):
            raise EngineFailed(FailedBy.BROKEN)
        return texts


class LibreTranslate:
    """The engine at ``url``; ``key`` may be empty."""

    name = "libretranslate"

    def __init__(self, url: str, key: str = "", transport: Transport | None = None) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._transport = transport or Transport()
        self._pairs: dict[str, frozenset[str]] = {}
        self._believed_until = 0.0
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        """Another server is another engine."""
        return self._url

    def can(self, source: str, lang: str) -> bool:
        """Whether the server says that it can."""
        pairs = self._languages()
        return _tag(lang, pairs.get(_tag(source, pairs), ())) in pairs.get(_tag(source, pairs), ())

    def translate(self, sentences: Sequence[str], source: str, lang: str) -> list[str]:
        """All sentences in one request."""
        pairs = self._languages()
        known = {tag: tag for tag in {*pairs, *(target for targets in pairs.values() for target in targets)}}
        try:
            pair = SafeLibreTranslator(
                self._transport, self._url, self._key, known, _tag(source, known), _tag(lang, known)
            )
        except LanguageNotSupportedException:
            raise EngineFailed(FailedBy.UNSUPPORTED) from None
        return [from_html(answer) for answer in pair.translate_batch([to_html(text) for text in sentences])]

    def close(self) -> None:
        """Closes its connections."""
        self._transport.close()

    def _languages(self) -> Mapping[str, frozenset[str]]:
        with self._lock:
            if time.monotonic() > self._believed_until:
                self._pairs = _pairs(self._transport.get(f"{self._url}/languages"))
                self._believed_until = time.monotonic() + LANGUAGES_KEPT
            return self._pairs


def _pairs(answer: Any) -> dict[str, frozenset[str]]:
    """Source → targets. Servers of old name no targets: they translate between all that they know."""
    try:
        everything = [str(language["code"]) for language in answer]
        return {
            str(language["code"]): frozenset(map(str, language.get("targets", everything)))
            for language in answer
        }
    except (TypeError, KeyError, AttributeError):
        raise EngineFailed(FailedBy.BROKEN) from None


def _tag(lang: str, known: Mapping[str, Any] | frozenset[str] | tuple[()]) -> str:
    return lang if lang in known else _OTHER_TAGS.get(lang, lang)
