"""What is new for whom, the e-mails that say so, and what each person has chosen."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("ref", sa.Text, nullable=False, comment="what the kind's source needs to find it, as JSON"),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("due", sa.BigInteger),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("mail_id", sa.BigInteger, index=True),
    sa.UniqueConstraint("person_id", "kind", "ref", name="notices_once"),
    sa.Index("notices_waiting", "person_id", "state", "due"),
)
"""One thing that is new for one person; never the words themselves.

``state``: ``waiting`` for its e-mail until ``due``, ``mailed``, ``read`` before it was due, or ``told`` in the
app alone.
"""

mails = sa.Table(
    "mails",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("made_at", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("code", sa.Integer, nullable=False, server_default="0"),
    sa.Index("mails_by_state", "state", "at"),
)
"""``state``: ``waiting``, ``sent``, ``dropped`` (nothing was left to say), ``bounced``.

``at``: since when it is in this state. ``code``: what the other side's mail server said last.
"""

notice_choices = sa.Table(
    "notice_choices",
    metadata,
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("emails", sa.Boolean, nullable=False),
    sa.Column("kinds", sa.Text, nullable=False, comment="kind and how, as JSON"),
    sa.Column("words", sa.Boolean, nullable=False),
    sa.Column("quiet_starts", sa.Integer),
    sa.Column("quiet_ends", sa.Integer),
    sa.Column("digest_at", sa.Integer, nullable=False),
)
"""What somebody chose; who chose nothing has no row. Times are minutes since midnight by the school's clock."""
