"""Asks one engine for many sentences at once, and keeps only the answers that may be shown."""

from collections.abc import Mapping, Sequence
from typing import Final

from server.core.clock import Clock
from server.translation.breaker import Breaker
from server.translation.checks import is_echo, is_safe
from server.translation.engines.base import Engine, EngineFailed, FailedBy
from server.translation.flights import LONGEST_WAIT, Flights
from server.translation.glossary import terms_said, with_terms
from server.translation.masks import LETTER, SLOT, Masked
from server.translation.memory import PIPELINE, Memory

FORMAT: Final = "html"
Answers = dict[str, str]
"""Shape of a masked sentence → its translation, as masked."""
Troubles = list[EngineFailed | None]
"""Why sentences are missing: ``None`` stands for an answer that was not safe."""


class Ask:
    """Knows what is being asked just now, and which engines are left in peace."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._flights = Flights()
        self._breaker = Breaker(clock)

    def remembered(
        self, engine: Engine, wanted: Mapping[str, Masked], terms: Mapping[str, str], source: str, lang: str
    ) -> Answers:
        """What this engine answered before."""
        termed = {shape: with_terms(masked, terms) for shape, masked in wanted.items()}
        keys = {shape: self._key(engine, source, lang, masked) for shape, masked in termed.items()}
        known = self._memory.find(keys.values())
        return {
            shape: terms_said(termed[shape], wanted[shape], known[key])
            for shape, key in keys.items()
            if key in known
        }

    def engine(
        self, engine: Engine, wanted: Mapping[str, Masked], terms: Mapping[str, str], source: str, lang: str
    ) -> tuple[Answers, Troubles]:
        """Safe answers, remembered from now on; what another thread is asking for is waited for."""
        termed = {shape: with_terms(masked, terms) for shape, masked in wanted.items()}
        keys = {self._key(engine, source, lang, masked): masked for masked in termed.values()}
        mine, others = self._flights.claim(keys)
        troubles: Troubles = []
        try:
            asked = [keys[key] for key in mine - self._memory.at_hand(mine).keys()]
            if asked:
                answers, troubles = self._request(engine, asked, source, lang)
                self._memory.keep({k: answers[keys[k].shape] for k in mine if keys[k].shape in answers})
        finally:
            self._flights.land(mine)
        if others and not all(other.wait(LONGEST_WAIT) for other in others):
            troubles.append(EngineFailed(FailedBy.TIMEOUT))
        found = self.remembered(engine, wanted, terms, source, lang)
        if others and len(found) < len(wanted) and not troubles:
            troubles.append(EngineFailed(FailedBy.RESTING))
        return found, troubles

    def _key(self, engine: Engine, source: str, lang: str, masked: Masked) -> bytes:
        return self._memory.key(PIPELINE, engine.name, engine.version, source, lang, FORMAT, masked.shape)

    def _request(
        self, engine: Engine, sentences: Sequence[Masked], source: str, lang: str
    ) -> tuple[Answers, Troubles]:
        try:
            self._breaker.check(engine.name, lang)
        except EngineFailed as resting:
            return {}, [resting]
        try:
            if not engine.can(source, lang):
                self._breaker.worked(engine.name, lang)
                return {}, []
            answers = _safe(sentences, engine.translate([s.text for s in sentences], source, lang))
            unsafe = [s for s in sentences if s.shape not in answers]
            answers |= _around_slots(engine, unsafe, source, lang)
        except EngineFailed as error:
            self._breaker.failed(engine.name, lang, error)
            return {}, [error]
        self._breaker.worked(engine.name, lang)
        return answers, [] if len(answers) == len(sentences) else [None]


def _safe(sentences: Sequence[Masked], answers: Sequence[str]) -> Answers:
    """The answers that pass; but an engine that repeats whatever it hears has translated nothing."""
    if len(answers) != len(sentences):
        raise EngineFailed(FailedBy.BROKEN)
    passed = [(s, answer) for s, answer in zip(sentences, answers, strict=True) if is_safe(s, answer)]
    if all(is_echo(sentence, answer) for sentence, answer in passed):
        return {}
    return {sentence.shape: answer for sentence, answer in passed}


def _around_slots(engine: Engine, sentences: Sequence[Masked], source: str, lang: str) -> Answers:
    """Second try: only the words between the slots are sent, so that nothing can happen to these."""
    cut = {s.shape: SLOT.split(s.text) for s in sentences if s.shown}
    pieces = dict.fromkeys(p.strip() for parts in cut.values() for p in parts[::2] if LETTER.search(p))
    if not pieces:
        return {}
    masked = [Masked(piece) for piece in pieces]
    said = _safe(masked, engine.translate(list(pieces), source, lang))

    def joined(parts: Sequence[str]) -> str:
        words = [part.replace(part.strip(), said.get(part.strip(), part.strip())) for part in parts[::2]]
        slots = [f"{{{slot}}}" for slot in parts[1::2]] + [""]
        return "".join(word + slot for word, slot in zip(words, slots, strict=True))

    whole = {
        shape
        for shape, parts in cut.items()
        if all(p.strip() in said for p in parts[::2] if LETTER.search(p))
    }
    return {shape: joined(cut[shape]) for shape in whole}
