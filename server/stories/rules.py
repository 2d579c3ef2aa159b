"""Who may do what with stories and comments (spec 1.3, 3.2, 3.4). Pure questions over plain values."""

from server.core.viewer import Viewer
from wire.stories import CommentState, StoryKind, StoryState


def kind_of(topic: str) -> StoryKind:
    """Which story a post to this topic belongs to."""
    if topic.startswith("class:"):
        return StoryKind.CLASS
    return StoryKind.PORTFOLIO if topic.startswith("pupil:") else StoryKind.SCHOOL


def may_see_story(viewer: Viewer, topic: str, state: str, author_id: int) -> bool:
    """Live ones: whoever reads the topic. Others: who posted it and who may change it."""
    if state == StoryState.LIVE:
        return viewer.may_read(topic)
    return state == StoryState.SCHEDULED and may_change_story(viewer, topic, author_id)


def may_change_story(viewer: Viewer, topic: str, author_id: int) -> bool:
    """Its author while they may still post there, and the teacher there and SMT who may."""
    return viewer.leads_on(topic) or (viewer.may_post(topic) and viewer.person_id == author_id)


def comment_state(viewer: Viewer, topic: str, photos: int) -> CommentState:
    """A family's own pictures wait for the class team (spec 3.4)."""
    return CommentState.WAITING if photos and not viewer.may_post(topic) else CommentState.SHOWN


def may_see_comment(viewer: Viewer, topic: str, state: str, author_id: int) -> bool:
    """Shown ones: whoever reads the story. Waiting ones: their author and the class team."""
    if state == CommentState.SHOWN:
        return viewer.may_read(topic)
    return state == CommentState.WAITING and (viewer.person_id == author_id or viewer.may_post(topic))


def may_remove_comment(viewer: Viewer, topic: str, author_id: int) -> bool:
    """Its author, and the class team."""
    return viewer.person_id == author_id or viewer.may_post(topic)
