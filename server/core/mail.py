"""Hands e-mails to the school's mail server; says plainly what came of each."""

import logging
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Final, Literal

import msgspec

from server.core.clock import Clock

log = logging.getLogger(__name__)

WAIT_SECONDS: Final = 20.0
"""For each answer of the mail server."""
LONGEST_SECONDS: Final = 80.0
"""For one e-mail altogether: less than a job's lease, or a second worker would send it too."""
REST_MS: Final = 60_000
"""After the mail server itself failed, so long nobody tries."""
AT_HOME: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class MailSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table ``[mail]`` of the school's settings. ``ca``: a file with the certificate to trust, if it is special."""

    host: str
    sender: str = msgspec.field(name="from")
    port: int = 587
    tls: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = ""
    ca: str = ""

    def __repr__(self) -> str:
        """Without the password."""
        return f"MailSettings({self.host}:{self.port})"


class Bounced(Exception):
    """An address, or an e-mail to it, was refused for good. ``code`` is the mail server's."""

    def __init__(self, code: int) -> None:
        super().__init__(f"refused with {code}")
        self.code = code


class NotNow(Exception):
    """Not taken yet. ``code``: what the other side said of this one e-mail; 0: the mail server itself failed."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(f"put off with {code}" if code else "the mail server cannot be used now")
        self.code = code


def wrong_in(settings: MailSettings, address: str) -> str:
    """Why a school cannot send e-mails so; empty if it can. ``address``: where people open its web app."""
    if not address:
        return "[mail] needs the address in [school] too"
    if "@" not in settings.sender:
        return '"from" in [mail] is no e-mail address'
    if settings.tls == "none" and settings.password and settings.host not in AT_HOME:
        return '[mail] would send its password unprotected (tls = "none")'
    return ""


class Postman:
    """Delivers to one mail server, one e-mail at a time. May be used from several threads."""

    def __init__(self, settings: MailSettings, clock: Clock) -> None:
        self.settings = settings
        self._clock = clock
        self._rests_until = 0

    def deliver(self, message: EmailMessage, to: str) -> None:
        """Returns when the mail server has taken it. Raises ``Bounced`` or ``NotNow``.

        If the line breaks after all was said and before the answer, nobody can know whether it was taken:
        then it is ``NotNow``, and the same e-mail goes out again under the same Message-ID.
        """
        if self._clock.now() < self._rests_until:
            raise NotNow
        try:
            with self._connected() as smtp:
                _hand_over(smtp, message, self.settings.sender, to)
        except (OSError, smtplib.SMTPException) as error:
            log.warning("the mail server cannot be used: %s", type(error).__name__)
            self._rests_until = self._clock.now() + REST_MS
            raise NotNow from None

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        host, port, tls = self.settings.host, self.settings.port, self._tls()
        if self.settings.tls == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=WAIT_SECONDS, context=tls)
        else:
            smtp = smtplib.SMTP(host, port, timeout=WAIT_SECONDS)
        # A server that says a letter every ten seconds never runs into the other limit.
        watch = threading.Timer(LONGEST_SECONDS, _cut, [smtp])
        watch.daemon = True
        watch.start()
        try:
            if self.settings.tls == "starttls":
                smtp.starttls(context=tls)
            if self.settings.user:
                smtp.login(self.settings.user, self.settings.password)
            yield smtp
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
        finally:
            watch.cancel()
            smtp.close()

    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.settings.ca or None)


def _hand_over(smtp: smtplib.SMTP, message: EmailMessage, sender: str, to: str) -> None:
    try:
        smtp.send_message(message, sender, [ascii_domain(to)])
    except smtplib.SMTPRecipientsRefused as error:
        raise _judged(next(iter(error.recipients.values()))[0]) from None
    except smtplib.SMTPDataError as error:
        raise _judged(error.smtp_code) from None
    except smtplib.SMTPSenderRefused as error:
        if 400 <= error.smtp_code < 500:
            raise NotNow(error.smtp_code) from None
        raise
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        # Letters in the address that this mail server cannot write.
        raise Bounced(553) from None


def _judged(code: int) -> Exception:
    return Bounced(code) if code >= 500 else NotNow(code)


def ascii_domain(address: str) -> str:
    """An e-mail address with its domain as the network writes it: ``a@bücher.example`` has no ü there."""
    name, at, domain = address.rpartition("@")
    return address if domain.isascii() else f"{name}{at}{domain.encode('idna').decode()}"


def _cut(smtp: smtplib.SMTP) -> None:
    with suppress(OSError, AttributeError):
        if smtp.sock is not None:
            smtp.sock.shutdown(socket.SHUT_RDWR)
