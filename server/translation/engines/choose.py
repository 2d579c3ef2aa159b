"""The engines that a school allows, in its order."""

from collections.abc import Iterable

from server.core.config import CannotUse, EngineSettings
from server.translation.engines.base import Allowed, Engine

# deep-translator takes 0.2 s to import: only a school with an engine waits for it.
# ruff: noqa: PLC0415


def allowed_engines(settings: Iterable[EngineSettings]) -> list[Allowed]:
    """Engines from the settings, which are the whole list of what is allowed (spec 12.6)."""
    return [Allowed(_engine(one), one.best_for) for one in settings]


def _engine(settings: EngineSettings) -> Engine:
    if settings.kind == "libretranslate":
        from server.translation.engines.libretranslate import LibreTranslate

        return LibreTranslate(settings.url, settings.key)
    if settings.kind == "azure":
        from server.translation.engines.azure import Azure

        return Azure(settings.url, settings.key, settings.region)
    raise CannotUse(f"There is no engine of the kind {settings.kind}: use libretranslate or azure.")
