"""The sentences for each kind of thing that can be new: one row for each, and a new kind is a new row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from wire.notifications import NoticeKind
from wire.words import Words


@dataclass(frozen=True, slots=True)
class Sentences:
    """How one kind is said.

    ``family`` and ``staff`` count things without saying anything of them; ``title`` heads one thing with its words.
    ``variants``: further titles, by ``Said.variant``.
    ``banner``: whether the server itself tells open apps of it, one by one, because it is for few.
    """

    family: Callable[[Words, int], str]
    staff: Callable[[Words, int], str]
    title: Callable[[Words, str, str], str]
    banner: bool = False
    variants: Mapping[str, Callable[[Words, str, str], str]] = field(default_factory=dict)

    def head(self, w: Words, author: str, about: str, variant: str = "") -> str:
        """What heads one thing: ``title``, or the one of its variant."""
        return self.variants.get(variant, self.title)(w, author, about)


def _new_stories(w: Words, n: int) -> str:
    return w.n("There is a new story for you.", "There are {n} new stories for you.", n)


def _new_comments(w: Words, n: int) -> str:
    return w.n("There is a new comment for you.", "There are {n} new comments for you.", n)


def _about_your_child(w: Words, n: int) -> str:
    return w.n("There is a new message about your child.", "There are {n} new messages for you.", n)


def _new_messages(w: Words, n: int) -> str:
    return w.n("There is a new message for you.", "There are {n} new messages for you.", n)


def _story(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child or of a class.
        return w._("New story from {author} for {about}", author=author, about=about)
    return w._("New story from {author}", author=author)


def _comment(w: Words, author: str, about: str) -> str:
    return w._("New comment from {author}", author=author)


def _message(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child.
        return w._("New message from {author} about {about}", author=author, about=about)
    return w._("New message from {author}", author=author)


def _new_forms(w: Words, n: int) -> str:
    return w.n("There is a form for you to fill in.", "There are {n} forms for you to fill in.", n)


def _form(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child or of a class.
        return w._("A form to fill in for {about}", about=about)
    return w._("A form to fill in")


def _new_points(w: Words, n: int) -> str:
    return w._("There are new points for your family to see.")


def _points(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child. Points are given at school for skills such as teamwork.
        return w._("New points for {about}", about=about)
    return w._("New points")


def _new_dates(w: Words, n: int) -> str:
    return w.n(
        "There is something new in the school calendar.",
        "There are {n} new things in the school calendar.",
        n,
    )


def _occasion(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child or of a class.
        return w._("New in the calendar for {about}", about=about)
    return w._("New in the calendar")


def _occasion_changed(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child or of a class.
        return w._("Changed in the calendar for {about}", about=about)
    return w._("Changed in the calendar")


def _occasion_cancelled(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child or of a class.
        return w._("Cancelled in the calendar for {about}", about=about)
    return w._("Cancelled in the calendar")


def _news(w: Words, n: int) -> str:
    return w.n("There is news from the school.", "There are {n} new pieces of news from the school.", n)


def _new_documents(w: Words, n: int) -> str:
    return w.n("There is a new document for you.", "There are {n} new documents for you.", n)


def _work_for_your_child(w: Words, n: int) -> str:
    return w.n("There is new work for your child.", "There are {n} new pieces of work for your child.", n)


def _new_work(w: Words, n: int) -> str:
    return w.n("There is new work for a class.", "There are {n} new pieces of work for classes.", n)


def _reports_on_your_child(w: Words, n: int) -> str:
    return w.n("There is a school report about your child.", "There are {n} school reports for you.", n)


def _new_reports(w: Words, n: int) -> str:
    return w.n("There is a new school report.", "There are {n} new school reports.", n)


def _one_news(w: Words, author: str, about: str) -> str:
    return w._("News from {author}", author=author)


def _document(w: Words, author: str, about: str) -> str:
    return w._("New document from {author}", author=author)


def _work(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child or of a class.
        return w._("New work to do at home from {author} for {about}", author=author, about=about)
    return w._("New work to do at home from {author}", author=author)


def _report(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child.
        return w._("New school report from {author} about {about}", author=author, about=about)
    return w._("New school report from {author}", author=author)


def _handed_back(w: Words, n: int) -> str:
    # Translators: staff hand news and documents in to the office, which may give them back with a reason.
    return w.n(
        "Something that you handed in came back to you.", "{n} things that you handed in came back to you.", n
    )


def _one_handed_back(w: Words, author: str, about: str) -> str:
    # Translators: a heading, before the reason why the office gave back what a member of staff had handed in.
    return w._("{author} gave back what you handed in", author=author)


def _passed_on(w: Words, n: int) -> str:
    # Translators: the office lets a class team or a nurse see what families answered on a form.
    return w._("What families answered on a form was passed on to you.")


def _one_passed_on(w: Words, author: str, about: str) -> str:
    # Translators: a heading, before the name of a form. {author} works in the office.
    return w._("{author} passed answers on to you", author=author)


KINDS: Final[dict[NoticeKind, Sentences]] = {
    NoticeKind.STORY: Sentences(_new_stories, _new_stories, _story),
    NoticeKind.COMMENT: Sentences(_new_comments, _new_comments, _comment, banner=True),
    NoticeKind.MESSAGE: Sentences(_about_your_child, _new_messages, _message, banner=True),
    NoticeKind.FORM: Sentences(_new_forms, _new_forms, _form),
    NoticeKind.POINTS: Sentences(_new_points, _new_points, _points),
    NoticeKind.OCCASION: Sentences(
        _new_dates,
        _new_dates,
        _occasion,
        variants={"changed": _occasion_changed, "cancelled": _occasion_cancelled},
    ),
    NoticeKind.NEWS: Sentences(_news, _news, _one_news),
    NoticeKind.DOCUMENT: Sentences(_new_documents, _new_documents, _document),
    NoticeKind.WORK: Sentences(_work_for_your_child, _new_work, _work, banner=True),
    NoticeKind.REPORT: Sentences(_reports_on_your_child, _new_reports, _report, banner=True),
    NoticeKind.HANDED_BACK: Sentences(_handed_back, _handed_back, _one_handed_back, banner=True),
    NoticeKind.PASSED_ON: Sentences(_passed_on, _passed_on, _one_passed_on, banner=True),
}
