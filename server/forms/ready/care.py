"""Intimate care, and what a child may not eat or touch: asked every year (spec 7.1, 7.2)."""

from typing import Final

from server.forms.ready.parts import choice, choices, date, line, lines, section, signature, yes_no
from wire.forms import FormDraft, FormKind

_HELP: Final = {
    "toilet": "Going to the toilet",
    "nappy": "Changing a nappy or a pad",
    "washing": "Washing",
    "clothes": "Changing clothes",
    "other": "Something else",
}
_OFTEN: Final = {
    "every_day": "Every day",
    "sometimes": "Sometimes",
    "accidents": "Only after an accident",
}
_DIETS: Final = {
    "none": "No special food",
    "halal": "Halal food",
    "kosher": "Kosher food",
    "vegetarian": "Vegetarian food",
    "vegan": "Vegan food",
    "no_pork": "No pork",
    "no_beef": "No beef",
    "no_gluten": "Food without gluten",
    "no_milk": "Food without milk",
    "other": "Something else",
}
_ALLERGENS: Final = {
    "peanuts": "Peanuts",
    "nuts": "Other nuts",
    "milk": "Milk",
    "eggs": "Eggs",
    "fish": "Fish",
    "shellfish": "Shellfish",
    "gluten": "Wheat and other cereals with gluten",
    "soya": "Soya",
    "sesame": "Sesame",
    "celery": "Celery",
    "mustard": "Mustard",
    "lupin": "Lupin",
    "sulphites": "Sulphites",
    "stings": "Stings of bees and wasps",
    "medicine": "A medicine",
    "latex": "Latex",
    "animals": "Animals",
    "other": "Something else",
}
_SEVERITY: Final = {
    "mild": "Mild",
    "medium": "It makes my child ill",
    "severe": "Severe: it can be a danger to life",
}

INTIMATE_CARE: Final = FormDraft(
    kind=FormKind.INTIMATE_CARE,
    title="Intimate care plan",
    intro=(
        "Some children need help with the toilet, with washing or with their clothes.\n"
        "This plan says what help your child needs, and how we give it.\n"
        "We help with respect, and your child does as much as they can without us."
    ),
    private=True,
    yearly=True,
    lang="en",
    fields=(
        section("needs", "What your child needs"),
        choices("help_with", "What does your child need help with?", _HELP, required=True),
        line("help_other", "With what else?", if_="help_with", is_="other", required=True),
        choice("often", "How often?", _OFTEN, required=True),
        lines("how", "How do you do this at home?", required=True),
        lines("own", "What can your child do without help?"),
        line("words", "Which words does your child use for it?"),
        lines("dislikes", "Is there anything that your child does not like, or is afraid of?"),
        section("things", "What is needed"),
        lines("brings", "What will you send to school?", help="For example: pads, wipes, clean clothes."),
        yes_no("skin", "Does your child have sore skin, or is there a cream or a soap that hurts it?"),
        lines("skin_what", "Please tell us about it.", if_="skin", required=True),
        section("emergency", "If something is wrong"),
        lines("emergency_signs", "When should we call you at once?"),
        line("emergency_phone", "Which telephone number should we call first?", required=True),
        section("consent", "Your agreement"),
        yes_no("agree_help", "Do you agree that trained staff help your child in this way?"),
        yes_no("agree_tell", "Will you tell the school in writing if anything changes?"),
        *signature(),
    ),
)

DIETARY: Final = FormDraft(
    kind=FormKind.DIETARY,
    title="Food and allergies",
    intro=(
        "We ask every family about food and allergies once a year, so that each child is safe at school.\n"
        "Please fill in this form even if nothing has changed."
    ),
    private=True,
    yearly=True,
    lang="en",
    fields=(
        section("food", "Food"),
        choices("diet", "What food does your child need?", _DIETS, required=True),
        line("diet_other", "What else should we know about food?", if_="diet", is_="other", required=True),
        yes_no("allergy", "Does your child have an allergy, or is there anything that makes them ill?"),
        section("about", "About the allergy", if_="allergy"),
        choices("allergens", "What is your child allergic to?", _ALLERGENS, required=True),
        line("allergen_other", "What else?", if_="allergens", is_="other", required=True),
        choice("severity", "How bad is it?", _SEVERITY, required=True),
        yes_no("diagnosed", "Did a doctor say so?"),
        lines("signs", "What are the first signs?", required=True),
        lines("emergency_plan", "What must we do then?", required=True),
        line("emergency_phone", "Which telephone number should we call first?", required=True),
        yes_no("pen", "Does your child have an adrenaline pen?"),
        line("emergency_pen_place", "Where is the pen kept at school?", if_="pen", required=True),
        date("emergency_pen_expires", "Expiry date on the pen", if_="pen", required=True),
        yes_no(
            "emergency_spare_pen",
            "Do you agree that staff use the school's own pen in an emergency?",
            if_="pen",
        ),
        line("emergency_medicine", "Which other medicine helps, and how much of it?"),
        section("consent", "Your agreement"),
        yes_no("agree_share", "May the class team and the kitchen know about this?"),
        yes_no("agree_tell", "Will you tell the school in writing if anything changes?"),
        *signature(),
    ),
)
