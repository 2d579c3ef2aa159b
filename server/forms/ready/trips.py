"""May a child come on a trip, and what must be known of it on the day (spec 7.1)."""

from typing import Final

from server.forms.ready.parts import choice, field, line, lines, section, signature, yes_no
from wire.forms import FieldKind, FormDraft, FormKind

_PAY: Final = {
    "all": "I will pay all of it",
    "part": "I can pay a part of it",
    "help": "I need help with the cost",
}
_SWIMMING: Final = {
    "none": "My child cannot swim",
    "little": "My child can swim a little",
    "metres_25": "My child can swim 25 metres",
    "well": "My child swims well",
}
_LUNCH: Final = {
    "bring": "My child brings a packed lunch",
    "school": "Please make a packed lunch for my child",
}

TRIP: Final = FormDraft(
    kind=FormKind.TRIP,
    title="Class trip",
    intro=(
        "We would like to take your child on a trip.\n"
        "Please read about it here, and tell us whether your child may come."
    ),
    lang="en",
    fields=(
        section(
            "about",
            "About the trip",
            "Where we go:\nWhich day:\nWhen we leave, and when we are back:\nWhat it costs for each child:",
        ),
        yes_no("comes", "May your child come on the trip?"),
        section("day", "For the day", if_="comes"),
        choice(
            "pay",
            "How will you pay?",
            _PAY,
            help="No child stays at home because of the money.",
            required=True,
        ),
        field("pay_part", FieldKind.MONEY, "How much can you pay?", if_="pay", is_="part", required=True),
        line("contact_name", "Whom should we call on the day?", required=True),
        line("contact_phone", "Telephone number for the day", required=True),
        choice("swimming", "How well can your child swim?", _SWIMMING),
        yes_no("medicine", "Does your child need medicine on the day?"),
        lines("medicine_what", "Which medicine, how much, and at what time?", if_="medicine", required=True),
        yes_no("travel_sick", "Does your child feel sick on a bus or a train?"),
        choice("lunch", "What will your child eat?", _LUNCH, required=True),
        lines("else", "Is there anything else that we should know?"),
        yes_no("emergency_care", "May we take your child to a doctor or a hospital in an emergency?"),
        *signature(),
    ),
)
