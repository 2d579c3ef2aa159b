"""Where photos of a child may be shown, and asking for a copy of one (spec 7.1)."""

from typing import Final

from server.forms.ready.parts import date, lines, section, signature, yes_no
from wire.forms import FormDraft, FormKind

PHOTO: Final = FormDraft(
    kind=FormKind.PHOTO,
    title="Photos and videos",
    intro=(
        "We take photos and videos of the children at school. You decide who may see those of your child.\n"
        "You can change your mind at any time, and you do not have to say why.\n"
        "If you say no, we make your child's face impossible to see, or we do not show the picture."
    ),
    lang="en",
    fields=(
        section("where", "Who may see photos and videos of your child?"),
        yes_no("portfolio", "Your child's own page", help="Only your family and the class team see it."),
        yes_no("class_story", "The class story", help="All families of the class see it."),
        yes_no("school_story", "The school story", help="All families of the school see it."),
        yes_no("website", "The school's website", help="Everybody in the world can see it."),
        *signature(),
    ),
)

PHOTO_COPY: Final = FormDraft(
    kind=FormKind.PHOTO_COPY,
    title="A copy of a photo",
    intro="Photos cannot be saved from the app. If you would like to have one, please ask us here.",
    repeats=True,
    lang="en",
    fields=(
        lines("which", "Which photo or video would you like?", required=True),
        date("posted", "On which day was it shown?"),
        section("consent", "Your agreement"),
        yes_no(
            "agree_private",
            "Will you keep it in your family, and not put it on the internet?",
            help="There may be other children in it.",
        ),
        *signature(),
    ),
)
