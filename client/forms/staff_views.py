"""The staff's screens of forms."""

from collections.abc import Callable

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.forms.building import Builder
from client.forms.care import CarePage
from client.forms.collation import AnswersPage
from client.forms.office import NewForm, StaffForms
from client.forms.overview import FormOverview, MissingPage
from client.forms.paper import PaperPage
from client.forms.previewing import PreviewPage
from client.forms.sending import SendPage
from client.forms.single import SinglePage
from client.forms.staff_parts import Go, makes
from client.forms.staff_store import StaffFormsStore
from client.forms.wording import WordingPage
from client.ui.component import screen
from client.ui.frame import framed, paged
from client.ui.window import Window


@screen
def StaffFormsScreen(account: Account, me: MeStore, window: Window, go: Go) -> ft.View:
    """All forms."""
    content = StaffForms(account, me, account[StaffFormsStore], go, key="staff-forms")
    return framed(account, window, "/forms", content, go)


@screen
def StaffFormScreen(account: Account, me: MeStore, window: Window, go: Go, form_id: int) -> ft.View:
    """One form that was sent."""
    content = FormOverview(account, account[StaffFormsStore], go, form_id, key=f"form-{form_id}")
    return paged(account, f"/forms/{form_id}", account.words._("Form"), content)


@screen
def StaffPageScreen(account: Account, path: str, name: str, content: Callable[[], ft.Control]) -> ft.View:
    """A screen on top of these."""
    return paged(account, path, name, content())


def staff_pages(
    account: Account, window: Window, go: Go, path: str, numbers: tuple[int, ...], key: str
) -> dict[str, Callable[[], ft.View]]:
    """The pages by the names of their stops; those for the office alone are not there for others."""
    w, me, store = account.words, account.me, account[StaffFormsStore]
    form_id, second = (*numbers, 0, 0)[:2]
    at = f"{key}-{path}"

    def page(name: str, content: Callable[[], ft.Control]) -> Callable[[], ft.View]:
        return lambda: StaffPageScreen(account, path, name, content, key=at)

    is_next = "/edit/" in path
    everybody = {
        "form_care": page(w._("Care notes"), lambda: CarePage(account, me, store, key=at)),
        "form_answers": page(
            w._("Answers"), lambda: AnswersPage(account, me, store, window, go, form_id, key=at)
        ),
        # Translators: what a family answered on a form.
        "form_answer": page(
            w.p("noun", "Answer"), lambda: SinglePage(account, store, go, form_id, second, key=at)
        ),
        "form_missing": page(w._("Who is missing"), lambda: MissingPage(account, store, go, form_id, key=at)),
        "form_paper": page(w._("From paper"), lambda: PaperPage(account, store, go, form_id, second, key=at)),
        "form_preview": page(
            w._("As a parent sees it"),
            lambda: PreviewPage(account, store, form_id, w.lang, is_next=is_next, key=at),
        ),
    }
    if not makes(account):
        return everybody
    return everybody | {
        "form_new": page(w._("New form"), lambda: NewForm(account, store, key=at)),
        "form_edit": page(w._("Write a form"), lambda: Builder(account, store, go, form_id, key=at)),
        "form_words": page(w._("Translations"), lambda: WordingPage(account, store, window, form_id, key=at)),
        "form_send": page(w._("Send a form"), lambda: SendPage(account, store, go, form_id, key=at)),
    }
