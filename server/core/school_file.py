"""Reads what a school decides in ``school.toml`` in its data folder, before anybody can sign in."""

import tomllib
from pathlib import Path
from typing import Final

import msgspec

from server.core.config import CannotUse
from server.core.mail import MailSettings, wrong_in
from server.core.whence import Networks

NAME: Final = "school.toml"
THIS_MACHINE: Final = ("127.0.0.1", "::1")


class StaffPlaces(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From where staff are let in besides registered devices; with no network named, from everywhere (spec 6.4)."""

    networks: tuple[str, ...] = ()


class Outside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``address``: where people open the school's web app, as ``https://bookbag.school.uk``; e-mails lead there."""

    address: str = ""


class SchoolFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``trusted_proxies``: whose word on the address of others is believed; a proxy on this machine if left out.

    ``mail``: how the school sends e-mails; ``None``: it sends none.
    """

    trusted_proxies: tuple[str, ...] | None = None
    staff: StaffPlaces = StaffPlaces()
    school: Outside = Outside()
    mail: MailSettings | None = None

    @property
    def address(self) -> str:
        """Where people open the school's web app, without a slash at the end."""
        return self.school.address.rstrip("/")

    def proxies(self) -> Networks:
        """Those whose ``X-Forwarded-For`` is believed."""
        return Networks(THIS_MACHINE if self.trusted_proxies is None else self.trusted_proxies)


def school_file(data: Path) -> SchoolFile:
    """What the file says; nothing special without it. Raises ``CannotUse``, which says what is wrong."""
    file = data / NAME
    try:
        read = msgspec.convert(tomllib.loads(file.read_text("utf-8")), SchoolFile)
        read.proxies()
        networks = Networks(read.staff.networks)
    except FileNotFoundError:
        return SchoolFile()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CannotUse(f"{file} cannot be used: it is not TOML.") from None
    except (msgspec.ValidationError, ValueError) as error:
        raise CannotUse(f"{file} cannot be used: {error}.") from None
    if networks and read.trusted_proxies is None:
        raise CannotUse(
            f"{file} cannot be used: where it names networks, it must also name trusted_proxies, the addresses of "
            "the proxies in front of Bookbag, or [] if there are none."
        )
    if wrong := _wrong_outside(read):
        raise CannotUse(f"{file} cannot be used: {wrong}.")
    return read


def _wrong_outside(read: SchoolFile) -> str:
    if read.address and not read.address.startswith(("https://", "http://")):
        return "the address in [school] must begin with https://"
    return wrong_in(read.mail, read.address) if read.mail else ""
