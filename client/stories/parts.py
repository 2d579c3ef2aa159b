"""The marks of a story: which kind it is, where it belongs, and that a change of it is on its way."""

import flet as ft

from client.core.words import Words
from client.ui.parts import mark
from client.ui.text import small
from wire.stories import Story, StoryKind


def place_name(w: Words, story: Story) -> str:
    """Where a story belongs, in words."""
    if story.kind is StoryKind.PORTFOLIO:
        # Translators: a child's own collection of work; {name} is the child's full name.
        return w._("Portfolio of {name}", name=story.place)
    if story.kind is StoryKind.SCHOOL:
        return w._("Whole school")
    if story.place:
        # Translators: {name} is the name of a school class, such as "3 Kestrel".
        return w._("Class {name}", name=story.place)
    # Translators: a year group of a school, such as "Year 3".
    return w._("Year {n}", n=story.topic.partition(":")[2])


def kind_mark(w: Words, story: Story) -> ft.Control:
    """Class, school and portfolio stories: told apart by icon, word and colour."""
    icons = {
        StoryKind.CLASS: ft.Icons.GROUPS_OUTLINED,
        StoryKind.SCHOOL: ft.Icons.SCHOOL_OUTLINED,
        StoryKind.PORTFOLIO: ft.Icons.AUTO_STORIES_OUTLINED,
    }
    return mark(place_name(w, story), icons[story.kind], warm=story.kind is StoryKind.PORTFOLIO)


def change_on_its_way(w: Words) -> ft.Control:
    """Quietly on a story: what was changed here has not reached the school yet."""
    return small(w._("Your change is on its way. It goes out when there is a connection."))
