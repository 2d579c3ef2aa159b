"""A form as a parent sees it, in any language, before it is sent (spec 7.1)."""

from functools import partial

import flet as ft

from client.core.account import Account
from client.forms import staff_actions
from client.forms.fields import FormFields, worded
from client.forms.fields import Look as FieldsLook
from client.forms.staff_parts import menu, scrolled, use_loading
from client.forms.staff_store import Look, StaffFormsStore
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.parts import card, main_button, note, problem_note, text_button
from client.ui.text import small
from wire.base import Text, TextState
from wire.form_rules import only_shown, problems
from wire.forms import Answers, Form
from wire.languages import LANGUAGES


@component
def PreviewPage(
    account: Account, store: StaffFormsStore, form_id: int, lang: str, *, is_next: bool
) -> ft.Control:
    """Choose a language, then try the form: what is filled in here goes nowhere."""
    w = account.words
    chosen, choose = use_state(lang)
    look = (form_id, chosen, is_next)
    waits = use_loading(account, store, ("view", *look), lambda: account.do(staff_actions.load_view, look))
    names = {tag: _language(account, tag) for tag in LANGUAGES}
    items = [
        (name, tag == chosen, partial(choose, tag))
        for tag, name in sorted(names.items(), key=lambda one: one[1].casefold())
    ]
    parts: list[ft.Control] = [
        note(w._("This is how families see it. What you fill in here is not kept."), ft.Icons.VISIBILITY),
        menu(w._("In which language?"), names.get(chosen, chosen), items),
    ]
    if waits is not None:
        return scrolled([*parts, waits])
    form = store.views[look].form
    return scrolled([*parts, Trial(account, form, look, key=f"trial-{form_id}-{chosen}")])


def _language(account: Account, tag: str) -> str:
    own, name = LANGUAGES[tag].name, account.words.language(tag)
    return name if name == own else f"{name} · {own}"


@component
def Trial(account: Account, form: Form, look: Look) -> ft.Control:
    """The form to be tried out, as those questions are shown that depend on answers."""
    w = account.words
    answers, put = use_state(Answers())
    asked, ask = use_state(False)
    wrong = problems(form.fields, only_shown(form.fields, answers)) if asked else {}
    parts: list[ft.Control] = [_head(account, form), *_translated(account, form, look)]
    shown_as = FieldsLook(careful=form.careful)
    parts.append(FormFields(account, form.fields, answers, put, shown_as, wrong, key="fields"))
    if asked and not wrong:
        parts.append(note(w._("A family could sign this now."), ft.Icons.CHECK))
    if wrong:
        parts.append(problem_note(w._("A family would be asked for more first.")))
    parts.append(ft.Row([main_button(w._("Try to sign it"), lambda _: ask(True))], wrap=True))
    return card(ft.Column(parts, spacing=theme.ROOM))


def _head(account: Account, form: Form) -> ft.Control:
    look = FieldsLook(careful=form.careful)
    line, *beside = worded(account, form.title, look)
    if isinstance(line, ft.Text):
        line.theme_style, line.weight = ft.TextThemeStyle.HEADLINE_SMALL, ft.FontWeight.W_700
    lines: list[ft.Control] = [ft.Semantics(content=line, header=True, heading_level=1), *beside]
    if form.intro is not None:
        lines += worded(account, form.intro, look)
    return ft.Column(lines, spacing=theme.SPACE)


def _translated(account: Account, form: Form, look: Look) -> list[ft.Control]:
    """How far the words are translated, and whether a person looked at them."""
    w, texts = account.words, texts_of(form)
    if any(text.state is TextState.PENDING for text in texts):
        again = text_button(w._("Look again"), lambda _: account.do(staff_actions.load_view, look))
        said = w._("Some words are still being translated.")
        return [ft.Row([small(said), again], wrap=True)]
    if any(text.state is TextState.NONE for text in texts):
        return [note(w._("Some words could not be translated. Families see them as they were written."),
                     ft.Icons.TRANSLATE)]  # fmt: skip
    if all(text.state is TextState.SAME for text in texts):
        return []
    if form.checked:
        return [small(w._("A person has checked this translation."))]
    return [small(w._("Nobody has checked this translation yet."))]


def texts_of(form: Form) -> tuple[Text, ...]:
    """Every text of a form, in its order."""
    found = [form.title, form.intro]
    for one in form.fields:
        found += [one.label, one.help, *(option.label for option in one.options)]
    return tuple(text for text in found if text is not None)
