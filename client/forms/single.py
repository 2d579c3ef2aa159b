"""One answer in full: every question with what was said, who signed what and when, and the originals (spec 7.3)."""

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.forms import staff_actions
from client.forms.headings import under_headings
from client.forms.saying import NOTHING, said_by
from client.forms.signature import SignedName
from client.forms.staff_parts import Go, scrolled, use_loading, wrapped
from client.forms.staff_store import StaffFormsStore
from client.translation.parts import written
from client.translation.shown import label, shown
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.parts import card, choice, note, text_button
from client.ui.text import small, strong, title, words
from wire.form_rules import shown_fields
from wire.forms import Answer, CollationRow, Field, FieldKind, Form
from wire.languages import LANGUAGES


@component
def SinglePage(account: Account, store: StaffFormsStore, go: Go, form_id: int, answer_id: int) -> ft.Control:
    """Loads the answer and the form; the server puts on record that it was opened."""
    look = (form_id, "", False)
    form_waits = use_loading(
        account, store, ("view", *look), lambda: account.do(staff_actions.load_view, look)
    )
    waits = use_loading(
        account, store, ("answer", answer_id), lambda: account.do(staff_actions.load_answer, answer_id)
    )
    if waits is not None or form_waits is not None:
        return scrolled([one for one in (waits, form_waits) if one is not None][:1])
    answer, form = store.answers[answer_id], store.views[look].form
    parts: list[ft.Control] = []
    if table := store.tables.get(form_id):
        parts += _others(account.words, table.page.rows, answer, go)
    parts.append(AnswerSheet(account, store, form, answer, key=f"sheet-{answer_id}"))
    return scrolled(parts)


def _others(w: Words, rows: tuple[CollationRow, ...], answer: Answer, go: Go) -> list[ft.Control]:
    """What another adult of the same child answered."""
    same = next((one for one in rows if any(other.id == answer.id for other in one.answers)), None)
    if same is None:
        return []
    parts: list[ft.Control] = [title(same.name), small(same.class_name)]
    if len(same.answers) > 1:
        if same.differs:
            parts.append(note(w._("Two adults answered differently. Both answers are kept."), ft.Icons.CALL_SPLIT,
                              wrong=True))  # fmt: skip
        chips: list[ft.Control] = [
            choice(
                one.signer.name,
                lambda _, one=one: go(f"/forms/{one.form_id}/answers/{one.id}"),
                chosen=one.id == answer.id,
            )
            for one in same.answers
        ]
        parts.append(wrapped(chips))
    return [ft.Column(parts, spacing=theme.SNUG)]


@component
def AnswerSheet(account: Account, store: StaffFormsStore, form: Form, answer: Answer) -> ft.Control:
    """The questions in my language, or everything as it was signed."""
    w = account.words
    signed, show_signed = use_state(False)
    original, show_original = use_state(False)
    parts: list[ft.Control] = [_signed(account, form, answer), *_standing(w, form, answer)]
    chips: list[ft.Control] = [
        choice(w._("In my language"), lambda _: show_signed(False), chosen=not signed),
        choice(w._("As it was signed"), lambda _: show_signed(True), chosen=signed),
    ]
    parts.append(wrapped(chips))
    if signed:
        parts.append(AsSigned(account, store, answer, key="signed"))
    else:
        parts.append(_lines(account, form, answer, original=original))
        if answer.words:
            name = w._("Show translations") if original else w._("Show what was written")
            turn = text_button(name, lambda _: show_original(not original), icon=ft.Icons.TRANSLATE)
            parts.append(ft.Row([turn], wrap=True))
    return card(ft.Column(parts, spacing=theme.SPACE))


@component
def AsSigned(account: Account, store: StaffFormsStore, answer: Answer) -> ft.Control:
    """The very words that were on the signer's screen, and their own words beside them."""
    waits = use_loading(
        account, store, ("signed", answer.id), lambda: account.do(staff_actions.load_signed, answer.id)
    )
    if waits is not None:
        return waits
    return _lines(account, store.signed[answer.id], answer, original=True, lang=answer.lang)


def _signed(account: Account, form: Form, answer: Answer) -> ft.Control:
    """Who, when, in which language, on what."""
    w, now = account.words, account.clock.now()
    lang = w.language(answer.lang) if answer.lang in LANGUAGES else answer.lang
    lines: list[ft.Control] = [
        strong(w._("Answered by {name}", name=answer.signer.name)),
        small(w.date_and_time(answer.at, now)),
    ]
    if answer.entered_by is not None:
        day = w._("On paper; put in by {name}", name=answer.entered_by.name)
        lines.append(small(day))
    elif answer.lang == form.title.lang:
        lines.append(small(w._("Read in {language}.", language=lang)))
    else:
        checked = (
            w._("A person had checked this translation.") if answer.checked
            else w._("Nobody had checked this translation.")
        )  # fmt: skip
        lines.append(small(w._("Read in {language}. {checked}", language=lang, checked=checked)))
    if answer.device:
        lines.append(small(w._("On: {device}", device=answer.device)))
    return ft.Column(lines, spacing=2)


def _standing(w: Words, form: Form, answer: Answer) -> list[ft.Control]:
    parts: list[ft.Control] = []
    if answer.replaced:
        parts.append(
            note(w._("The same person answered again later. This answer is kept."), ft.Icons.HISTORY)
        )
    if answer.version != form.version:
        said = w._(
            "This is an answer to version {n}. Some questions may have changed since.", n=answer.version
        )
        parts.append(note(said, ft.Icons.HISTORY))
    return parts


def _lines(account: Account, form: Form, answer: Answer, *, original: bool, lang: str = "") -> ft.Control:
    w = account.words
    reader = lang or w.lang
    rows: list[ft.Control] = []
    visible = shown_fields(form.fields, answer.answers)
    for one in under_headings(form.fields, visible):
        name = shown(one.label, reader)
        if one.kind is FieldKind.SECTION:
            rows.append(ft.Semantics(content=strong(w.apart(name.body)), header=True, heading_level=3))
            continue
        line = written(account, name)
        line.theme_style, line.style = ft.TextThemeStyle.BODY_SMALL, None
        rows.append(ft.Column([line, *_said(account, one, answer, original=original)], spacing=0))
    return ft.Column(rows, spacing=theme.SPACE)


def _said(account: Account, one: Field, answer: Answer, *, original: bool) -> list[ft.Control]:
    w = account.words
    if one.kind is FieldKind.FILE:
        return _files(account, one, answer)
    signature = answer.answers.signatures.get(one.key)
    if signature is not None:
        return [SignedName(account, signature, key=f"signature-{one.key}")]
    text = answer.words.get(one.key)
    if text is not None:
        seen = shown(text, w.lang, original=original)
        said = label(w, text, seen)
        return [written(account, seen), *([small(said)] if said else [])]
    return [words(w.apart(said_by(w, one, answer)) or NOTHING)]


def _files(account: Account, one: Field, answer: Answer) -> list[ft.Control]:
    """What was added: pictures small, and each to be opened in full."""
    w = account.words
    pictures = [photo for photo in answer.photos if photo.id in answer.answers.photos.get(one.key, ())]
    rows: list[ft.Control] = []
    for n, photo in enumerate(pictures, 1):
        name = w._("Photo {n}", n=w.number(n))
        picture = ft.Image(
            account.photo(photo, 400), width=200, height=150, fit=ft.BoxFit.COVER, semantics_label=name,
            border_radius=theme.RADIUS_CARD, error_content=small(name),
        )  # fmt: skip
        opens = ft.Url(account.photo(photo, 1600), ft.UrlTarget.BLANK)
        rows.append(
            ft.Column([picture, ft.TextButton(name, icon=ft.Icons.OPEN_IN_NEW, url=opens)], spacing=0)
        )
    rows += [
        ft.OutlinedButton(
            file.name, icon=ft.Icons.ATTACH_FILE, url=ft.Url(account.file(file), ft.UrlTarget.BLANK)
        )
        for file in answer.files
        if file.id in answer.answers.files.get(one.key, ())
    ]
    return [wrapped(rows)] if rows else [words(NOTHING)]
