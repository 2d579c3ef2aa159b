"""A mail server on this machine: keeps what it takes, and can be as difficult as real ones are."""

import asyncio
import email
import email.policy
import ssl
import subprocess
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.browser.served import free_port

Trouble = Literal["hangs", "closes"]


class Mailbox:
    """``answers``: command → what is said instead of yes, to so many of the next e-mails (``times``)."""

    def __init__(self, *, cert: Path | None = None, user: str = "", password: str = "") -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.connections = 0
        self.taken: Callable[[], None] = lambda: None
        """Called when an e-mail was taken, before its sender hears of it."""
        self._answers: dict[str, list[str]] = {}
        self._login = (user, password)
        self.port = free_port()
        self._cert = cert
        self._controller: Controller | None = None

    def start(self) -> None:
        """Begins to take e-mails."""
        user, cert = self._login[0], self._cert
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            tls_context=_tls(cert) if cert else None,
            require_starttls=cert is not None,
            auth_required=bool(user),
            auth_require_tls=cert is not None,
            auth_callback=self._knows if user else None,
            enable_SMTPUTF8=False,
        )
        self._controller.start()

    def stop(self) -> None:
        """Takes no more."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    def says(self, command: str, answer: str, times: int = 1) -> None:
        """Answers a command (``MAIL``, ``RCPT``, ``DATA``) with this, ``hangs`` or ``closes``."""
        self._answers.setdefault(command, []).extend([answer] * times)

    def to(self, address: str) -> list[EmailMessage]:
        """The e-mails to one address, in the order in which they came."""
        return [m for m, to in zip(self.mails, self.recipients, strict=True) if to == address]

    def settings(self, more: str = "") -> str:
        """What a school writes into ``school.toml`` to use it."""
        return (
            '[school]\naddress = "https://bookbag.school.example/"\n'
            f'[mail]\nhost = "localhost"\nport = {self.port}\nfrom = "office@school.example"\n'
            + (more or 'tls = "none"\n')
        )

    # what aiosmtpd calls

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := await self._instead("MAIL", server):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := await self._instead("RCPT", server):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if answer := await self._instead("DATA", server):
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        parsed: Any = email.message_from_bytes(content, policy=email.policy.default)
        self.mails.append(parsed)
        self.recipients.append(envelope.rcpt_tos[0])
        self.taken()
        return "250 OK"

    async def _instead(self, command: str, server: SMTP) -> str:
        waiting = self._answers.get(command)
        answer = waiting.pop(0) if waiting else ""
        if answer == "hangs":
            await asyncio.sleep(30)
        elif answer == "closes":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 Gone"
        return answer

    def _knows(self, mechanism: str, login: bytes, password: bytes) -> bool:
        return (login.decode(), password.decode()) == self._login


def make_certificate(folder: Path) -> Path:
    """A certificate for this machine, with its key, in one file."""
    made = folder / "mail.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(made), "-out", str(folder / "cert.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    made.write_bytes(made.read_bytes() + (folder / "cert.pem").read_bytes())
    return made


def body_of(message: EmailMessage, kind: str = "plain") -> str:
    """The words of an e-mail."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def _tls(cert: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(cert)
    return made
