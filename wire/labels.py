"""What is said of a translation that is on record, the same on the screen and on paper."""

from typing import Final

from wire.words import Words

ENGINES: Final = {"libretranslate": "LibreTranslate", "azure": "Azure Translator"}
"""Engines as they write themselves."""
BY_A_PERSON: Final = "person"
BY_PHRASEBOOK: Final = "phrasebook"


def translation_label(w: Words, language: str, engine: str | None, until: str) -> str:
    """In which language it was shown, and who translated; ``until``: when another one took its place, if one did."""
    label = _by(w, language, engine)
    # Translators: {time} is a day and a time: until then, people saw the words below.
    return f"{label} · {w._('Until {time}', time=until)}" if until else label


def _by(w: Words, language: str, engine: str | None) -> str:
    if engine is None or engine == BY_A_PERSON:
        return w._("As shown in {language}, worded by a person", language=language)
    if engine == BY_PHRASEBOOK:
        return w._("As shown in {language}, from the school's phrasebook", language=language)
    return w._(
        "As shown in {language}, translated by {engine}",
        language=language,
        engine=ENGINES.get(engine, engine),
    )
