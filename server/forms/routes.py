"""The endpoints of forms: asking, answering, wording, reminding."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, look, read, write
from server.core.jobs import Handler
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.forms import answering, drafting, freezing, listing, reminding, rules, sending, viewing, wording
from server.forms.asking import every_place
from server.forms.missing import missing_of
from server.forms.queries import draft_view, row_of
from server.forms.reading import untranslated
from server.forms.ready import READY
from server.school.queries import reach_of
from server.school.rules import forms_topic
from server.translation.actions import want
from wire.base import Nothing
from wire.forms import (
    CHECK_WORDING,
    CLOSE_FORM,
    FREEZE_WORDING,
    GET_ANSWER,
    GET_DRAFT,
    GET_FORM,
    GET_FORM_PLACES,
    GET_FORM_REACH,
    GET_FORMS,
    GET_MISSING,
    GET_READY_FORMS,
    GET_SIGNED,
    GET_WORDING,
    POST_ANSWER,
    POST_FORM,
    REMIND_FORM,
    SAVE_DRAFT,
    SEND_FORM,
    Answer,
    AnswerRef,
    CheckWording,
    DraftView,
    Form,
    FormAsk,
    FormCard,
    FormDraft,
    FormPlaces,
    FormRef,
    FormsAsk,
    FormsPage,
    FormView,
    FormWording,
    FreezeWording,
    Gone,
    Missing,
    NewAnswer,
    ReadyForms,
    SaveDraft,
    SendForm,
    Wording,
    WordingAsk,
)
from wire.school import Reach, ReachAsk


def routes(context: Context) -> list[Bound]:
    """What the app may ask about forms, but for their collation."""
    return [*_answering(context), *_making(context), *_gathering(context)]


def job_handlers(context: Context) -> dict[str, Handler]:
    """What forms leave for later."""

    def remind(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: reminding.remind_due(tx, args["form_id"], args["version"]))

    return {reminding.REMIND: remind}


def _answering(context: Context) -> list[Bound]:
    def get_forms(conn: sa.Connection, viewer: Viewer, ask: FormsAsk) -> FormsPage:
        page, missing = listing.forms_page(conn, viewer, ask, context.clock.now())
        _want(context, missing, viewer.lang)
        return page

    def get_form(conn: sa.Connection, viewer: Viewer, ask: FormAsk) -> FormView:
        view, missing, lang = viewing.form_view(conn, viewer, ask, context.clock.now())
        _want(context, missing, lang)
        return view

    def get_answer(conn: sa.Connection, viewer: Viewer, ask: AnswerRef) -> Answer:
        answer = viewing.answer_for(conn, viewer, ask.answer_id)
        _want(context, untranslated([answer]), viewer.lang)
        return answer

    return [
        read(GET_FORMS, get_forms),
        read(GET_FORM, get_form),
        write(POST_ANSWER, _post_answer, still=_still_signs),
        look(GET_ANSWER, get_answer, shown=viewing.note_opened),
        look(GET_SIGNED, _get_signed),
    ]


def _making(context: Context) -> list[Bound]:
    def get_wording(conn: sa.Connection, viewer: Viewer, ask: WordingAsk) -> FormWording:
        found, missing = wording.wording_of(conn, viewer, ask.form_id, ask.lang, context.clock.now())
        _want(context, missing, ask.lang)
        return found

    def freeze_wording(tx: Tx, viewer: Viewer, ask: FreezeWording) -> FormWording:
        freezing.freeze_wording(tx, viewer, ask)
        return wording.wording_of(tx.conn, viewer, ask.form_id, ask.lang, tx.now)[0]

    return [
        read(GET_READY_FORMS, _get_ready_forms),
        write(POST_FORM, _post_form, still=_still_makes),
        read(GET_DRAFT, _get_draft),
        write(SAVE_DRAFT, _save_draft, still=_still_makes),
        write(SEND_FORM, _send_form, still=_still_makes),
        write(CLOSE_FORM, _close_form, still=_still_makes),
        read(GET_WORDING, get_wording),
        write(CHECK_WORDING, _check_wording, still=_still_makes),
        write(FREEZE_WORDING, freeze_wording, still=_still_makes),
    ]


def _gathering(context: Context) -> list[Bound]:
    def get_missing(conn: sa.Connection, viewer: Viewer, ask: FormRef) -> Missing:
        return missing_of(conn, viewer, ask.form_id, context.clock.now())

    def get_reach(conn: sa.Connection, viewer: Viewer, ask: ReachAsk) -> Reach:
        return reach_of(conn, forms_topic(ask.topic), context.clock.now())

    return [
        read(GET_FORM_PLACES, _get_places),
        read(GET_FORM_REACH, get_reach),
        read(GET_MISSING, get_missing),
        write(REMIND_FORM, _remind_form, still=_still_makes),
    ]


def _want(context: Context, missing: Sequence[int], lang: str) -> None:
    if missing:
        context.db.write_soon(lambda tx: want(tx, missing, lang))


def _still_signs(conn: sa.Connection, viewer: Viewer, ask: NewAnswer) -> None:
    place = row_of(conn, ask.form_id).topic
    if place is None or not rules.may_sign(viewer, place, ask.pupil_id):
        raise not_found()


def _still_makes(conn: sa.Connection, viewer: Viewer, ask: object) -> None:
    if not rules.may_make(viewer):
        raise not_found()


def _post_answer(tx: Tx, viewer: Viewer, ask: NewAnswer) -> Answer:
    return viewing.answer_for(tx.conn, viewer, answering.post_answer(tx, viewer, ask))


def _get_signed(conn: sa.Connection, viewer: Viewer, ask: AnswerRef) -> Form:
    return viewing.signed_form(conn, viewer, ask.answer_id)


def _get_places(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> FormPlaces:
    return FormPlaces(places=every_place(conn))


def _get_ready_forms(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> ReadyForms:
    return ReadyForms(forms=READY)


def _post_form(tx: Tx, viewer: Viewer, draft: FormDraft) -> DraftView:
    return draft_view(tx.conn, viewer, drafting.post_form(tx, viewer, draft))


def _get_draft(conn: sa.Connection, viewer: Viewer, ask: FormRef) -> DraftView:
    return draft_view(conn, viewer, ask.form_id)


def _save_draft(tx: Tx, viewer: Viewer, ask: SaveDraft) -> DraftView:
    drafting.save_draft(tx, viewer, ask)
    return draft_view(tx.conn, viewer, ask.form_id)


def _send_form(tx: Tx, viewer: Viewer, ask: SendForm) -> FormCard:
    sending.send_form(tx, viewer, ask)
    return listing.card_of(tx.conn, viewer, ask.form_id, tx.now)


def _close_form(tx: Tx, viewer: Viewer, ask: FormRef) -> FormCard:
    sending.close_form(tx, viewer, ask.form_id)
    return listing.card_of(tx.conn, viewer, ask.form_id, tx.now)


def _check_wording(tx: Tx, viewer: Viewer, ask: CheckWording) -> Wording:
    freezing.check_wording(tx, viewer, ask)
    return wording.one_wording(tx.conn, ask.form_id, ask.text_id, ask.lang)


def _remind_form(tx: Tx, viewer: Viewer, ask: FormRef) -> Gone:
    return Gone(count=reminding.remind_by_hand(tx, viewer, ask.form_id))
