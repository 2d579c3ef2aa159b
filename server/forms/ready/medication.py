"""Medicine that is given at school: what, how much, when, and what to do in an emergency (spec 7.1)."""

from typing import Final

from server.forms.ready.parts import choice, date, field, line, lines, section, signature, yes_no
from wire.forms import FieldKind, FormDraft, FormKind

_WAYS: Final = {
    "mouth": "By mouth",
    "inhaler": "With an inhaler",
    "skin": "On the skin",
    "drops": "As drops",
    "injection": "As an injection",
    "other": "In another way",
}
_PLACES: Final = {
    "fridge": "In the fridge",
    "cupboard": "In a locked cupboard",
    "classroom": "In the classroom, where it is quickly at hand",
    "child": "With my child",
}

MEDICATION: Final = FormDraft(
    kind=FormKind.MEDICATION,
    title="Medicine at school",
    intro=(
        "Please fill in this form if your child needs medicine at school.\n"
        "We can give medicine only after you have signed.\n"
        "Please bring the medicine to the office in the box it came in."
    ),
    private=True,
    yearly=True,
    repeats=True,
    lang="en",
    fields=(
        section("medicine", "The medicine"),
        line("name", "Name of the medicine", help="Please write it as it is on the box.", required=True),
        line("reason", "What is it for?", required=True),
        yes_no("prescribed", "Did a doctor, a nurse or a pharmacist say that your child needs it?"),
        line("dose", "How much is given each time?", help="For example: 5 ml, or 1 tablet.", required=True),
        field("times", FieldKind.TIME, "At what times is it given?", required=True),
        choice("way", "How is it given?", _WAYS, required=True),
        line("way_other", "In what other way?", if_="way", is_="other", required=True),
        date("starts", "First day", required=True),
        date("ends", "Last day", help="Leave this empty if your child needs it all the time."),
        date("expires", "Expiry date on the packet", required=True),
        yes_no(
            "had_before",
            "Has your child had this medicine before?",
            help="The first dose of a new medicine must not be given at school.",
        ),
        lines("side_effects", "What side effects should we look out for?"),
        choice("stored", "Where should it be kept?", _PLACES, required=True),
        yes_no("alone", "Can your child take it without help?"),
        field("label", FieldKind.FILE, "A photo of the label on the box"),
        section("emergency", "In an emergency"),
        lines("emergency_plan", "What should we do in an emergency?"),
        line("emergency_phone", "Which telephone number should we call first?", required=True),
        line("doctor", "Name and telephone number of your doctor"),
        section("consent", "Your agreement"),
        yes_no(
            "agree_give", "Do you agree that staff give this medicine to your child as you wrote it here?"
        ),
        yes_no("agree_label", "Is the medicine in its own box, with your child's name on the label?"),
        yes_no("agree_tell", "Will you tell the school in writing if anything changes?"),
        *signature(),
    ),
)
