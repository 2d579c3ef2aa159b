"""The addresses of the app: which screens stand on each other for a path. Anyone can bookmark them."""

import re
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen of the stack. ``path``: the address that shows it on top; ``numbers``, ``word``: those in it."""

    name: str
    path: str
    numbers: tuple[int, ...] = field(default=())
    word: str = ""


HOME: Final = Stop("stories", "/")
MESSAGES: Final = Stop("messages", "/messages")
POINTS: Final = Stop("points", "/points")
MORE: Final = Stop("more", "/more")
PLAIN: Final = {
    f"/more/{name}": name
    for name in (
        "language",
        "devices",
        "scheduled",
        "schools",
        "work",
        "away",
        "hours",
        "school-devices",
        "notifications",
        "bounces",
        "parts",
    )
}

MESSAGE_PAGES: Final = {"/messages/new": "message_new", "/messages/search": "message_search"}

LIBRARY_PAGES: Final = {
    "/library/new": "item_new",
    "/library/search": "library_search",
    "/library/arrange": "library_folders",
}

CALLS: Final = Stop("calls", "/calls")
_ASK_CALL: Final = re.compile(r"/calls/new(?:/([a-z_]{1,30})(?:/(\d{1,15}))?)?")
FORMS: Final = Stop("forms", "/forms")
_FORM: Final = re.compile(r"/forms/(\d{1,15})(?:/(\d{1,15}))?")
_FORM_PAGE: Final = re.compile(r"/forms/(\d{1,15})/(words|preview|answers|missing)")
_FORM_EDIT: Final = re.compile(r"/forms/(\d{1,15})/edit(?:/(words|preview|send))?")
_FORM_ANSWER: Final = re.compile(r"/forms/(\d{1,15})/answers/(\d{1,15})")
_FORM_PAPER: Final = re.compile(r"/forms/(\d{1,15})/paper/(\d{1,15})")
CALENDAR: Final = Stop("calendar", "/calendar")
_OCCASION: Final = re.compile(r"/calendar/(\d{1,15})(/edit)?")
LIBRARY: Final = Stop("library", "/library", word="news")
_LIBRARY_PARTS: Final = re.compile(r"/library/(documents|learning|reports)")
_LIBRARY_FOLDER: Final = re.compile(r"/library/folders/(\d{1,15})")
_LIBRARY_DESK: Final = re.compile(r"/library/(queue|scheduled|mine)")
_ITEM: Final = re.compile(
    r"(/library(?:/(?:documents|learning|reports|search|queue|scheduled|mine|folders/\d{1,15}))?)/(\d{1,15})"
)
_OF_ITEM: Final = re.compile(r"/library/(\d{1,15})/(edit|version|versions|readers|photos)(?:/(\d{1,2}))?")
SAFEGUARDING: Final = Stop("safeguarding", "/safeguarding")

_OPENED: Final = re.compile(r"/safeguarding/opened/(\d{1,15})")
_STORY: Final = re.compile(r"/stories/(\d{1,15})")
_EDIT: Final = re.compile(r"/stories/(\d{1,15})/edit")
_PHOTO: Final = re.compile(r"/photos/story/(\d{1,15})/(\d{1,2})")
_THREAD: Final = re.compile(r"/messages/(\d{1,15})")
_ABOUT: Final = re.compile(r"/messages/(\d{1,15})/about")
_CLASS: Final = re.compile(r"/messages/class/(\d{1,15})")
_MESSAGE_PHOTO: Final = re.compile(r"/messages/(\d{1,15})/photos/(\d{1,15})/(\d{1,2})")
_POINTS_OF: Final = re.compile(r"/points/(pupils|skills)/(\d{1,15})")
_COMMENT_PHOTO: Final = re.compile(r"/photos/comment/(\d{1,15})/(\d{1,15})/(\d{1,2})")


def path_of(route: str) -> str:
    """An address without what some browsers add to it."""
    return route.partition("?")[0].partition("#")[0].rstrip("/") or "/"


def stops(route: str, *, wide: bool) -> tuple[Stop, ...]:
    """The screens for an address, the lowest first; a wide window shows a story beside the list."""
    path = path_of(route)
    if path == "/":
        return (HOME,)
    if path == "/new":
        return HOME, Stop("new", path)
    if path == "/more":
        return (MORE,)
    if path in PLAIN:
        return MORE, Stop(PLAIN[path], path)
    found = (
        _of_a_story(path, wide=wide)
        or _of_messages(path, wide=wide)
        or _of_calls(path)
        or _of_points(path)
        or _of_calendar(path)
        or _of_forms(path)
        or _of_library(path)
        or _of_safeguarding(path)
    )
    return found or (Stop("lost", path),)


def _of_a_story(path: str, *, wide: bool) -> tuple[Stop, ...]:
    if found := _STORY.fullmatch(path):
        return _story(int(found[1]), wide=wide)
    if found := _EDIT.fullmatch(path):
        story = int(found[1])
        return *_story(story, wide=wide), Stop("edit", path, (story,))
    if found := _PHOTO.fullmatch(path):
        story, n = int(found[1]), int(found[2])
        below = _story(story, wide=True) if wide else (HOME,)
        return *below, Stop("photo", path, (story, n))
    if found := _COMMENT_PHOTO.fullmatch(path):
        story, comment, n = int(found[1]), int(found[2]), int(found[3])
        return *_story(story, wide=wide), Stop("photo", path, (story, n, comment))
    return ()


def _of_messages(path: str, *, wide: bool) -> tuple[Stop, ...]:
    if path == MESSAGES.path:
        return (MESSAGES,)
    if path in MESSAGE_PAGES:
        return MESSAGES, Stop(MESSAGE_PAGES[path], path)
    if found := _THREAD.fullmatch(path):
        return _thread(int(found[1]), wide=wide)
    if found := _ABOUT.fullmatch(path):
        thread = int(found[1])
        return *_thread(thread, wide=wide), Stop("message_about", path, (thread,))
    if found := _CLASS.fullmatch(path):
        return MESSAGES, Stop("message_new", "/messages/new"), Stop("message_class", path, (int(found[1]),))
    if found := _MESSAGE_PHOTO.fullmatch(path):
        thread, numbers = int(found[1]), tuple(map(int, found.groups()))
        return *_thread(thread, wide=wide), Stop("message_photo", path, numbers)
    return ()


def _thread(thread: int, *, wide: bool) -> tuple[Stop, ...]:
    path = f"/messages/{thread}"
    if wide:
        return (Stop("messages", path, (thread,)),)
    return MESSAGES, Stop("thread", path, (thread,))


def _of_calls(path: str) -> tuple[Stop, ...]:
    if path == CALLS.path:
        return MORE, CALLS
    if found := _ASK_CALL.fullmatch(path):
        child = (int(found[2]),) if found[2] else ()
        return MORE, CALLS, Stop("ask_call", path, child, found[1] or "")
    return ()


def _of_points(path: str) -> tuple[Stop, ...]:
    if path == POINTS.path:
        return (POINTS,)
    if found := _POINTS_OF.fullmatch(path):
        return POINTS, Stop(f"points_{found[1]}", path, (int(found[2]),))
    return ()


def _of_calendar(path: str) -> tuple[Stop, ...]:
    below = MORE, CALENDAR
    if path == CALENDAR.path:
        return below
    if path == "/calendar/new":
        return *below, Stop("occasion_new", path)
    if path == "/calendar/link":
        return *below, Stop("calendar_link", path)
    if found := _OCCASION.fullmatch(path):
        numbers = (int(found[1]),)
        shown = Stop("occasion", f"/calendar/{found[1]}", numbers)
        return (*below, shown, Stop("occasion_edit", path, numbers)) if found[2] else (*below, shown)
    return ()


def _of_forms(path: str) -> tuple[Stop, ...]:
    if path == FORMS.path:
        return (FORMS,)
    if path in {"/forms/new", "/forms/care"}:
        return FORMS, Stop(f"form_{path[7:]}", path)
    if found := _FORM.fullmatch(path):
        return FORMS, Stop("form", path, tuple(int(one) for one in found.groups() if one))
    if found := _FORM_EDIT.fullmatch(path):
        numbers = (int(found[1]),)
        edit = Stop("form_edit", f"/forms/{found[1]}/edit", numbers)
        return (FORMS, edit, Stop(f"form_{found[2]}", path, numbers)) if found[2] else (FORMS, edit)
    if found := _FORM_PAGE.fullmatch(path):
        numbers = (int(found[1]),)
        return FORMS, _form(int(found[1])), Stop(f"form_{found[2]}", path, numbers)
    if found := _FORM_ANSWER.fullmatch(path):
        form, answer = int(found[1]), int(found[2])
        answers = Stop("form_answers", f"/forms/{form}/answers", (form,))
        return FORMS, _form(form), answers, Stop("form_answer", path, (form, answer))
    if found := _FORM_PAPER.fullmatch(path):
        form, pupil = int(found[1]), int(found[2])
        missing = Stop("form_missing", f"/forms/{form}/missing", (form,))
        return FORMS, _form(form), missing, Stop("form_paper", path, (form, pupil))
    return ()


def _form(form: int) -> Stop:
    return Stop("form", f"/forms/{form}", (form,))


def _of_library(path: str) -> tuple[Stop, ...]:
    """An item stands on the list from which it was opened, or, after a notice, on the front."""
    if path == LIBRARY.path:
        return MORE, LIBRARY
    if path in LIBRARY_PAGES:
        return MORE, LIBRARY, Stop(LIBRARY_PAGES[path], path)
    if found := _LIBRARY_PARTS.fullmatch(path):
        return MORE, Stop("library", path, word=found[1])
    if found := _LIBRARY_FOLDER.fullmatch(path):
        return *_of_library("/library/documents"), Stop("library_folder", path, (int(found[1]),))
    if found := _LIBRARY_DESK.fullmatch(path):
        return MORE, LIBRARY, Stop("library_desk", path, word=found[1])
    if found := _ITEM.fullmatch(path):
        return *_of_library(found[1]), Stop("item", path, (int(found[2]),))
    if found := _OF_ITEM.fullmatch(path):
        item, numbers = int(found[1]), tuple(int(one) for one in (found[1], found[3]) if one)
        return *_of_library(f"/library/{item}"), Stop(f"item_{found[2]}", path, numbers)
    return ()


def place_of(path: str) -> str:
    """Where a thing is, whatever list it was opened from: notices of it end there."""
    found = _ITEM.fullmatch(path)
    return f"/library/{found[2]}" if found else path


def _story(story: int, *, wide: bool) -> tuple[Stop, ...]:
    path = f"/stories/{story}"
    return (Stop("stories", path, (story,)),) if wide else (HOME, Stop("story", path, (story,)))


def _of_safeguarding(path: str) -> tuple[Stop, ...]:
    search = Stop("safeguarding_search", "/safeguarding/search")
    if path == SAFEGUARDING.path:
        return MORE, SAFEGUARDING
    if path == search.path:
        return MORE, SAFEGUARDING, search
    if found := _OPENED.fullmatch(path):
        return MORE, SAFEGUARDING, Stop("safeguarding_opened", path, (int(found[1]),))
    return ()


def below(route: str, *, wide: bool) -> str:
    """Where Back leads to from an address."""
    stack = stops(route, wide=wide)
    return stack[-2].path if len(stack) > 1 else "/"
