"""The words of a form in other languages: checked by a person, frozen, and saying which they are (spec 7.4)."""

import pytest
import sqlalchemy as sa

from server.forms.careful import loses_not, lost, says_much
from server.translation.keeping import Now, set_translation
from server.translation.masks import Masks
from server.translation.tables import earlier_translations
from tests.school import School
from tests.server.forms.filling import (
    TRIP,
    answer,
    begun,
    code,
    field,
    opened,
    saved,
    send,
    sent,
    trip,
)
from wire.base import Refusal, TextState
from wire.forms import (
    CHECK_WORDING,
    FREEZE_WORDING,
    GET_WORDING,
    CheckWording,
    DraftView,
    FormWording,
    FreezeWording,
    Wording,
    WordingAsk,
)

URDU = "ہم 09:30 پر نکلیں گے اور راستے میں نہیں رکیں گے۔"


async def wording(school: School, form_id: int, lang: str = "ur") -> FormWording:
    found = await school.ask(school.cast.dunne, GET_WORDING, WordingAsk(form_id=form_id, lang=lang))
    assert isinstance(found, FormWording), found
    return found


async def check(
    school: School, form_id: int, text_id: int, words: str, lang: str = "ur"
) -> Wording | Refusal:
    ask = CheckWording(form_id=form_id, text_id=text_id, lang=lang, wording=words)
    return await school.ask(school.cast.dunne, CHECK_WORDING, ask)


async def freeze(school: School, form_id: int, *, on: bool = True) -> FormWording | Refusal:
    ask = FreezeWording(form_id=form_id, lang="ur", on=on)
    return await school.ask(school.cast.dunne, FREEZE_WORDING, ask)


async def check_all(school: School, view: DraftView) -> None:
    for one in (await wording(school, view.form_id)).wordings:
        words = URDU if one.careful else f"اردو {one.text.id}"
        assert isinstance(await check(school, view.form_id, one.text.id, words), Wording)


def by_engine(school: School, text_id: int, words: str, lang: str = "ur") -> None:
    """What an engine says, as its job puts it in place."""
    now = Now(TextState.DONE, words, "libretranslate")
    school.context.db.write(lambda tx: set_translation(tx, text_id, lang, now))


async def test_the_office_checks_each_text_beside_the_original(school: School) -> None:
    cast = school.cast
    draft = await begun(school, trip())
    school.do_jobs()
    found = await wording(school, draft.form_id)
    fields = [one.field for one in found.wordings]
    assert fields == ["title", "about", "comes", "note", "lunch", "lunch", "lunch", "paper", "sign"]
    about = found.wordings[1]
    assert [one.careful for one in found.wordings] == [one is about for one in found.wordings]
    assert found.languages == {"en": 9, "pl": 0, "ur": 0}
    # Having been looked at, they are translated; what is in the phrasebook is checked already.
    school.do_jobs()
    before = (await wording(school, draft.form_id)).languages["ur"]
    checked = await check(school, draft.form_id, about.text.id, URDU)
    assert isinstance(checked, Wording)
    assert (checked.text.state, checked.text.shown) == (TextState.CHECKED, URDU)
    assert checked.checked_by is not None
    assert (checked.checked_by.id, checked.checked_at) == (cast.dunne.id, school.clock.now())
    assert (await wording(school, draft.form_id)).languages["ur"] == before + 1
    card = await send(school, draft)
    view = await opened(school, cast.nadia, card.id)
    assert view.form.fields[0].label.shown == URDU
    assert (view.form.careful, view.form.checked) == (frozenset(), False)
    polish = await opened(school, cast.katarzyna, card.id)
    assert polish.form.careful == {about.text.id}


async def test_a_form_says_whether_all_its_words_were_checked(school: School) -> None:
    draft = await begun(school, trip())
    await check_all(school, draft)
    card = await send(school, draft)
    assert (await opened(school, school.cast.nadia, card.id)).form.checked
    assert not (await opened(school, school.cast.katarzyna, card.id)).form.checked
    assert (await opened(school, school.cast.rahman, card.id)).form.checked


async def test_a_wording_that_loses_a_figure_or_a_name_or_a_not_is_refused_with_what_is_missing(
    school: School,
) -> None:
    dose = field("dose", label="Give Zara 5 ml at 08:30, and 5 ml at 16:00. Do not give more.")
    draft = await begun(school, trip(fields=(dose,)))
    text = (await wording(school, draft.form_id)).wordings[1].text
    for words, missing in (
        ("Zara کو 08:30 اور 16:00 پر 5 ml دیں۔ زیادہ نہ دیں۔", "5"),
        ("Zara کو 5 ml 08:30 پر، 5 ml دیں۔ زیادہ نہ دیں۔", "16:00"),
        ("5 ml 08:30، 5 ml 16:00۔ زیادہ نہ دیں۔", "Zara"),
    ):
        refused = await check(school, draft.form_id, text.id, words)
        assert code(refused) == "wording_lost"
        assert isinstance(refused, Refusal)
        assert missing.casefold() in str(refused.facts["missing"]), refused
    assert (
        code(await check(school, draft.form_id, text.id, "Zara 5 ml 08:30، 5 ml 16:00"))
        == "wording_without_not"
    )
    fine = await check(school, draft.form_id, text.id, "Zara کو ۵ ml 08:30 پر، 5 ml 16:00 پر۔ زیادہ نہ دیں۔")
    assert isinstance(fine, Wording), fine


async def test_no_engine_changes_what_a_person_worded_and_what_was_seen_stays_on_record(
    school: School,
) -> None:
    cast = school.cast
    card = await sent(school, trip())
    title = (await opened(school, cast.nadia, card.id)).form.title
    by_engine(school, title.id, "فارم کا سفر")
    seen = await opened(school, cast.nadia, card.id)
    assert seen.form.title.shown == "فارم کا سفر"
    assert isinstance(await check(school, card.id, title.id, "کھیت کی سیر"), Wording)
    by_engine(school, title.id, "ایک اور")
    assert (await opened(school, cast.nadia, card.id)).form.title.shown == "کھیت کی سیر"
    # Whoever filled it in before the words changed is told, and signs what stands there now.
    assert code(await answer(school, cast.nadia, card.id, cast.zara, seen=seen.seen)) == "form_changed"
    with school.context.db.engine.connect() as conn:
        was = conn.execute(sa.select(earlier_translations.c.body, earlier_translations.c.engine)).all()
    assert [tuple(row) for row in was] == [("فارم کا سفر", "libretranslate")]


async def test_frozen_words_change_for_nobody_until_they_are_thawed(school: School) -> None:
    cast = school.cast
    draft = await begun(school, trip())
    refused = await freeze(school, draft.form_id)
    assert refused == Refusal("wording_missing", {"field": "title"})
    texts = [one.text.id for one in (await wording(school, draft.form_id)).wordings]
    school.do_jobs()
    for text_id in texts[1:]:
        by_engine(school, text_id, f"{URDU} {text_id}")
    assert isinstance(await check(school, draft.form_id, texts[0], "کھیت کی سیر"), Wording)
    frozen = await freeze(school, draft.form_id)
    assert isinstance(frozen, FormWording), frozen
    assert frozen.frozen_by is not None
    assert (frozen.frozen_by.id, frozen.frozen_at) == (cast.dunne.id, school.clock.now())
    assert code(await check(school, draft.form_id, texts[0], "کچھ اور")) == "form_frozen"
    by_engine(school, texts[1], "بدلا ہوا")
    card = await send(school, draft)
    assert (await opened(school, cast.nadia, card.id)).form.fields[0].label.shown == f"{URDU} {texts[1]}"
    assert isinstance(await freeze(school, draft.form_id, on=False), FormWording)
    by_engine(school, texts[1], "بدلا ہوا")
    by_engine(school, texts[0], "بدلا ہوا")
    form = (await opened(school, cast.nadia, card.id)).form
    assert (form.fields[0].label.shown, form.title.shown) == ("بدلا ہوا", "کھیت کی سیر")


async def test_new_words_of_a_next_version_end_the_freeze(school: School) -> None:
    draft = await begun(school, trip())
    await check_all(school, draft)
    assert isinstance(await freeze(school, draft.form_id), FormWording)
    await send(school, draft)
    again = await saved(school, draft, trip(fields=(*TRIP[:-1], field("more"), TRIP[-1])))
    await send(school, again)
    found = await wording(school, draft.form_id)
    assert found.frozen_by is None
    # What did not change is checked as before.
    assert found.languages["ur"] == len(found.wordings) - 1


async def test_words_of_another_form_or_language_are_not_checked_here(school: School) -> None:
    one, other = await begun(school, trip()), await begun(school, trip(title="Another trip"))
    text = (await wording(school, other.form_id)).wordings[0].text
    assert code(await check(school, one.form_id, text.id, "کچھ")) == "not_found"
    assert code(await check(school, other.form_id, text.id, "A trip", "en")) == "malformed"
    assert code(await check(school, other.form_id, text.id, "x", "xx")) == "malformed"


@pytest.mark.parametrize(
    ("words", "careful"),
    [
        ("Give 5 ml", True),
        ("Two tablets, 3 times a day", True),
        ("Half a spoon", True),
        ("We leave at 09:30", True),
        ("It costs £3", True),
        ("Do not give more", True),
        ("Please don’t run", True),
        ("without sugar", True),
        ("May your child come?", False),
        ("Class 4A", False),
        ("Notes", False),
        ("Nothing", True),
    ],
)
def test_doses_and_what_says_not_are_found(words: str, careful: bool) -> None:
    assert says_much(words, "en") is careful


def test_in_another_language_than_english_every_text_is_careful() -> None:
    assert says_much("Proszę podać lek", "pl")
    assert not says_much("123", "pl")


def test_figures_are_counted_whatever_their_script_and_direction() -> None:
    masks = Masks(["Zara Qureshi"])
    assert lost("5 ml and 50 ml", "en", "50 ml", masks) == ["5"]
    assert lost("5 ml and 50 ml", "en", "۵۰ ml, ۵ ml", masks) == []
    assert lost("Call 01632 960000", "en", "\u2066\u200e01632 960000\u2069", masks) == []
    assert lost("One line\nAt 16:00", "en", "x", masks) == ["16:00"]


def test_a_not_is_looked_for_where_that_can_be_told() -> None:
    assert loses_not("Do not give it", "en", "Podaj to", "pl")
    assert not loses_not("Do not give it", "en", "Nie podawaj tego", "pl")
    assert not loses_not("Do not give it", "en", "Verme", "tr")
    assert not loses_not("Give it", "en", "Podaj to", "pl")
