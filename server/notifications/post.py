"""All that sending a school's e-mails needs, worked out once at the start."""

from dataclasses import dataclass, field
from email.message import EmailMessage

import sqlalchemy as sa

from server.core.context import Context
from server.core.mail import NotNow, Postman
from server.core.school_file import SchoolFile
from server.core.viewer import Side
from server.notifications.collect import items_in
from server.notifications.envelope import number_of, off_token, sealed
from server.notifications.letters import Letterhead, letter
from server.notifications.queries import choices_of
from server.notifications.rules import DisturbFrom
from server.notifications.sources import Sources
from server.school.queries import school_card

OFF_PATH = "/unsubscribe/"


@dataclass(frozen=True)
class Post:
    """What the school tells of (``sources``), when its staff may be disturbed, and how e-mails leave, if they do."""

    context: Context
    sources: Sources
    disturb_from: DisturbFrom
    postman: Postman | None
    address: str = field(default="")

    @property
    def mail_on(self) -> bool:
        """Whether this school sends e-mails."""
        return self.postman is not None

    @property
    def sender(self) -> str:
        """The address from which e-mails come."""
        return self.postman.settings.sender if self.postman else ""

    def deliver(self, message: EmailMessage, to: str) -> None:
        """Hands one e-mail over. Raises ``Bounced`` or ``NotNow``; the latter too while e-mails are switched off."""
        if self.postman is None:
            raise NotNow
        self.postman.deliver(message, to)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody to whom an e-mail goes."""

    person_id: int
    side: Side
    name: str
    email: str
    lang: str


def make_post(context: Context, sources: Sources, disturb_from: DisturbFrom, written: SchoolFile) -> Post:
    """How the school tells people, as its settings say."""
    postman = Postman(written.mail, context.clock) if written.mail else None
    return Post(context, sources, disturb_from, postman, written.address)


def message_of(conn: sa.Connection, post: Post, mail_id: int, to: Addressee) -> EmailMessage | None:
    """An e-mail as things stand now; ``None`` if nothing is left to say."""
    now, secret = post.context.clock.now(), post.context.secret
    items = items_in(conn, post.sources, mail_id, to.person_id, to.side, now)
    if not items:
        return None
    school = school_card(conn)
    off = post.address + OFF_PATH + off_token(secret, to.person_id, to.email)
    written = letter(
        items,
        to.side,
        to.lang,
        Letterhead(school.name, school.colour, post.address, off),
        with_words=choices_of(conn, to.person_id, to.side).words,
    )
    return sealed(
        written,
        number=number_of(secret, mail_id),
        school=school.name,
        sender=post.sender,
        name=to.name,
        to=to.email,
        off=off,
        now=now,
    )
