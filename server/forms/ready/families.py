"""Another adult for a child, work to do at home, and how to reach a family (spec 7.1)."""

from typing import Final

from server.forms.ready.parts import choice, choices, date, line, lines, section, signature, yes_no
from wire.forms import FormDraft, FormKind, Per

_RELATIONSHIPS: Final = {
    "mother": "Mother",
    "father": "Father",
    "grandparent": "Grandmother or grandfather",
    "step_parent": "Step-parent",
    "foster_carer": "Foster carer",
    "relative": "Another relative",
    "other": "Somebody else",
}
_RIGHTS: Final = {
    "stories": "The stories of the class and the school",
    "messages": "Messages with the class team",
    "forms": "Forms to fill in",
    "portfolio": "My child's own page",
}
_REASONS: Final = {
    "ill": "My child is ill",
    "hospital": "My child is in hospital",
    "closed": "The class or the school is closed",
    "other": "Something else",
}

FAMILY_MEMBER: Final = FormDraft(
    kind=FormKind.FAMILY_MEMBER,
    title="Another family member",
    intro="Please tell us whom you would like to add for your child. The office will answer you.",
    private=True,
    repeats=True,
    lang="en",
    fields=(
        section("who", "The family member"),
        line("name", "First name and last name", required=True),
        choice("relationship", "Who is this for your child?", _RELATIONSHIPS, required=True),
        line("relationship_other", "Who else?", if_="relationship", is_="other", required=True),
        line("email", "E-mail address", required=True),
        line("phone", "Telephone number"),
        line("language", "Which language does this person read best?"),
        choices("rights", "What may this person see?", _RIGHTS, required=True),
        yes_no("order", "Is there a court order, or anything else that we must know?"),
        lines("order_what", "Please tell us about it.", if_="order", required=True),
        *signature(),
    ),
)

REMOTE_LEARNING: Final = FormDraft(
    kind=FormKind.REMOTE_LEARNING,
    title="Work to do at home",
    intro=(
        "Please fill in this form if your child cannot come to school and is well enough to learn.\n"
        "This form does not report an absence: please call the office for that."
    ),
    repeats=True,
    lang="en",
    fields=(
        choice("reason", "Why does your child need work at home?", _REASONS, required=True),
        line("reason_other", "What is the reason?", if_="reason", is_="other", required=True),
        date("starts", "First day", required=True),
        date("ends", "Last day", help="Leave this empty if you do not know yet."),
        yes_no("device", "Does your child have a computer or a tablet to work on?"),
        yes_no("internet", "Do you have internet at home?"),
        yes_no("paper", "Would you like to have the work on paper?"),
        lines("help", "What would help your child to learn at home?"),
        *signature(),
    ),
)

CONTACT_DETAILS: Final = FormDraft(
    kind=FormKind.CONTACT_DETAILS,
    title="How to reach you",
    intro="Please tell us how we can reach you. One form is enough for all your children.",
    per=Per.FAMILY,
    yearly=True,
    lang="en",
    fields=(
        section("you", "You"),
        lines("address", "Your address", required=True),
        line("phone", "Your telephone number", required=True),
        line("phone_work", "Telephone number at work"),
        line("email", "Your e-mail address"),
        line("language", "Which language do you speak at home?", required=True),
        yes_no("interpreter", "Would you like to have an interpreter when we talk?"),
        section("emergency", "If we cannot reach you", "Please name two adults whom we may call."),
        line("emergency_name", "First adult: name", required=True),
        line("emergency_phone", "First adult: telephone number", required=True),
        line("emergency_who", "First adult: who is this for your child?", required=True),
        line("emergency_name_2", "Second adult: name"),
        line("emergency_phone_2", "Second adult: telephone number"),
        line("emergency_who_2", "Second adult: who is this for your child?"),
        section("home", "The way home"),
        lines("collects", "Who may collect your child from school?", required=True),
        *signature(),
    ),
)
