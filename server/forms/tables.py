"""Rows of forms, their versions and words, and of answers, which are only ever added to. Words stand in ``texts``."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

forms = sa.Table(
    "forms",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("per", sa.Text, nullable=False),
    sa.Column("yearly", sa.Boolean, nullable=False),
    sa.Column("repeats", sa.Boolean, nullable=False),
    sa.Column("title_id", sa.BigInteger, sa.ForeignKey("texts.id"), nullable=False),
    sa.Column("topic", sa.Text, comment="whom it is for; none before it was sent"),
    sa.Column("version", sa.Integer, nullable=False, comment="of what is out; 0 before it was sent"),
    sa.Column("author_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("author_role", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False, comment="when it was sent last, or begun"),
    sa.Column("deadline", sa.BigInteger),
    sa.Column("remind_days", sa.Integer, nullable=False, server_default="0"),
    sa.Column("draft", sa.Text, comment="the next version, a wire.forms.FormDraft as JSON"),
    sa.Column("draft_words", sa.Text, comment="the same with ids of texts, as form_versions.body"),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
    sa.Index("forms_by_topic", "topic", "id"),
)

form_versions = sa.Table(
    "form_versions",
    metadata,
    sa.Column("form_id", sa.BigInteger, sa.ForeignKey("forms.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column(
        "body", sa.Text, nullable=False, comment="its fields, with ids of texts in place of words, as JSON"
    ),
    sa.Column("by", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
"""What was sent. Rows never change."""

form_checks = sa.Table(
    "form_checks",
    metadata,
    sa.Column("text_id", sa.BigInteger, sa.ForeignKey("texts.id"), primary_key=True),
    sa.Column("lang", sa.Text, primary_key=True),
    sa.Column("by", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
"""Who checked how a text of a form reads in a language; the words themselves stand in ``translations``."""

form_freezes = sa.Table(
    "form_freezes",
    metadata,
    sa.Column("form_id", sa.BigInteger, sa.ForeignKey("forms.id"), primary_key=True),
    sa.Column("lang", sa.Text, primary_key=True),
    sa.Column("by", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)

form_renderings = sa.Table(
    "form_renderings",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("form_id", sa.BigInteger, sa.ForeignKey("forms.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("seen", sa.Text, nullable=False, comment="SHA-256 of the body"),
    sa.Column("body", sa.Text, nullable=False, comment="every word as it was on the screen, as JSON"),
    sa.Column("checked", sa.Boolean, nullable=False),
    sa.UniqueConstraint("form_id", "version", "lang", "seen"),
)
"""The words that somebody signed under, kept once for all who saw the same (spec 7.3). Rows never change."""

form_answers = sa.Table(
    "form_answers",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("form_id", sa.BigInteger, sa.ForeignKey("forms.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("rendering_id", sa.BigInteger, sa.ForeignKey("form_renderings.id")),
    sa.Column("signer_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("device", sa.Text, nullable=False, server_default=""),
    sa.Column("body", sa.Text, nullable=False, comment="a wire.forms.Answers as JSON"),
    sa.Column(
        "words", sa.Text, nullable=False, comment="field → id of the text with what was written, as JSON"
    ),
    sa.Column("digest", sa.Text, nullable=False, comment="equal for equal answers, whoever signed"),
    sa.Column(
        "entered_by", sa.BigInteger, sa.ForeignKey("people.id"), comment="who put in what came on paper"
    ),
    sa.Column("signed_on", sa.Date),
    sa.Index("form_answers_by_form", "form_id", "id"),
    sa.Index("form_answers_by_signer", "signer_id", "form_id"),
)
"""Answers and their later versions. Rows never change."""

form_answer_pupils = sa.Table(
    "form_answer_pupils",
    metadata,
    sa.Column("answer_id", sa.BigInteger, sa.ForeignKey("form_answers.id"), primary_key=True),
    sa.Column("pupil_id", sa.BigInteger, sa.ForeignKey("pupils.id"), primary_key=True),
    sa.Column("form_id", sa.BigInteger, sa.ForeignKey("forms.id"), nullable=False),
    sa.Column("current", sa.Boolean, nullable=False, comment="false once the same signer answered anew"),
    sa.Index("form_answer_pupils_by_pupil", "pupil_id", "form_id"),
    sa.Index("form_answer_pupils_by_form", "form_id", "pupil_id"),
)

form_passes = sa.Table(
    "form_passes",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("form_id", sa.BigInteger, sa.ForeignKey("forms.id"), nullable=False),
    sa.Column("pupil_id", sa.BigInteger, sa.ForeignKey("pupils.id"), nullable=False),
    sa.Column(
        "to_id", sa.BigInteger, sa.ForeignKey("people.id"), comment="none: the team of the child's class"
    ),
    sa.Column("by", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("form_passes_by_pupil", "pupil_id", "form_id"),
)
"""To whom the office passed on what is answered for a child on a form, later answers included (spec 7.5)."""

form_reminders = sa.Table(
    "form_reminders",
    metadata,
    sa.Column("form_id", sa.BigInteger, sa.ForeignKey("forms.id"), primary_key=True),
    sa.Column("pupil_id", sa.BigInteger, sa.ForeignKey("pupils.id"), primary_key=True),
    sa.Column("at", sa.BigInteger, primary_key=True),
)
