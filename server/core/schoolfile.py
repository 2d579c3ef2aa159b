"""Reads what a school decides before the server starts: the tables of ``school.toml`` in its data folder."""

import tomllib
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from server.core.config import CannotUse

NAME: Final = "school.toml"
Kind = TypeVar("Kind")


def table_of(data: Path, name: str, kind: type[Kind]) -> Kind | None:
    """The table ``[name]`` of the file; ``None`` without the file or the table.

    Raises ``CannotUse`` that says what is wrong, without a value: it may be a password.
    """
    file = data / NAME
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
        return msgspec.convert(tables[name], kind) if name in tables else None
    except FileNotFoundError:
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CannotUse(f"{file} cannot be used: it is not TOML.") from None
    except msgspec.ValidationError as error:
        raise CannotUse(f"{file} cannot be used: [{name}] {error}.") from None
