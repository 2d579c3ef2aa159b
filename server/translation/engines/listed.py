"""Reads the list of engines that a school allows from ``engines.toml`` in its data folder."""

import tomllib
from pathlib import Path
from typing import Final

import msgspec

from server.core.config import CannotUse, EngineSettings

NAME: Final = "engines.toml"


class _List(msgspec.Struct, forbid_unknown_fields=True):
    engine: list[EngineSettings] = []


def listed_engines(data: Path) -> list[EngineSettings]:
    """The engines in the file, in its order; none without the file. Raises ``CannotUse``, which says what is wrong.

    Each is a table ``[[engine]]`` with ``kind``, ``url`` and, where needed, ``key``, ``region``, ``best_for``.
    """
    file = data / NAME
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), _List).engine
    except FileNotFoundError:
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        # The sentence names the place, never the value: it may be the key.
        where = str(error) if isinstance(error, msgspec.ValidationError) else "it is not TOML"
        raise CannotUse(f"{file} cannot be used: {where}.") from None
