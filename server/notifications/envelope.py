"""Puts a letter into an e-mail: its headers, its number, and the one-click way out (RFC 8058)."""

import hashlib
import hmac
import re
import unicodedata
from datetime import UTC, datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, Final

from server.core.mail import ascii_domain
from server.notifications.letters import Letter

_TOKEN = re.compile(r"(\d{1,15})-([0-9a-f]{32})")


class BadAddress(ValueError):
    """No e-mail can have this address."""


class _Unfolded(UnstructuredHeader):
    """A header with an address in it, which the library would break in two and encode."""

    def fold(self, *, policy: Any) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


def _policy() -> Any:
    registry = HeaderRegistry()
    for name in ("list-unsubscribe", "message-id"):
        registry.map_to_type(name, _Unfolded)  # type: ignore[arg-type]
    return SMTP.clone(header_factory=registry, cte_type="7bit")


POLICY: Final = _policy()


def sealed(
    letter: Letter, *, number: str, school: str, sender: str, name: str, to: str, off: str, now: int
) -> EmailMessage:
    """The e-mail as it is sent. ``number``: what makes it this one, however often it goes out.

    Raises ``BadAddress`` for one that no e-mail can have.
    """
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(one_line(school), addr_spec=sender)
    message["To"] = _address(name, to)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = datetime.fromtimestamp(now / 1000, UTC)
    message["Message-ID"] = f"<{number}@{ascii_domain(sender).rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Unsubscribe"] = f"<{off}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    # Last: what was there before would have gone into the first part.
    message["Content-Language"] = letter.lang
    return message


def _address(name: str, email: str) -> Address:
    user, _, domain = email.rpartition("@")
    if not user or not domain or any(c.isspace() or not c.isprintable() for c in email):
        raise BadAddress
    try:
        return Address(one_line(name), user, ascii_domain(email).rpartition("@")[2])
    except ValueError:
        raise BadAddress from None


def one_line(words: str) -> str:
    """Words for a header: a name with a line end in it must not become a header of its own."""
    return " ".join(
        "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in words).split()
    )


def number_of(secret: bytes, mail_id: int) -> str:
    """An e-mail's name in the world: the same for each try, and no other school's."""
    return f"mail-{mail_id}-{_signature(secret, f'mail {mail_id}')[:16]}"


def off_token(secret: bytes, person_id: int, email: str) -> str:
    """What lets whoever has an e-mail end them all: for this person at this address, and nothing else."""
    return f"{person_id}-{_signature(secret, f'no more e-mails {person_id} {email}')[:32]}"


def person_in(token: str) -> int | None:
    """The person whom a token speaks of, true or not."""
    found = _TOKEN.fullmatch(token)
    return int(found[1]) if found else None


def is_true(secret: bytes, token: str, person_id: int, email: str) -> bool:
    """Whether we made this token for them."""
    return hmac.compare_digest(token, off_token(secret, person_id, email))


def _signature(secret: bytes, what: str) -> str:
    return hmac.new(secret, what.encode(), hashlib.sha256).hexdigest()
