"""Quick answers: whatever side sends one, the other reads words that a person checked, with no engine (spec 5.1)."""

import pytest

from server.messages.quick import answers_of, quick_answers
from server.translation.phrasebook import Phrasebook
from tests.school import School
from tests.server.messages.talk import got, opened, page, say
from tools.phrasebook import SPOKEN
from wire.base import TextState
from wire.messages import GET_QUICK_ANSWERS, QuickAnswers, QuickAnswersAsk, Side


@pytest.mark.parametrize("side", ["family", "staff"])
@pytest.mark.parametrize("lang", SPOKEN)
def test_every_quick_answer_leads_into_each_language_and_back(side: Side, lang: str) -> None:
    book = Phrasebook()
    worded = quick_answers(book, side, lang).sentences
    assert len(answers_of(side)) == 12
    assert [book.find(sentence, lang, "en") for sentence in worded] == list(answers_of(side))


def test_in_english_they_are_as_they_are_and_in_an_unknown_language_there_are_none() -> None:
    assert quick_answers(Phrasebook(), "staff", "en") == QuickAnswers(sentences=answers_of("staff"))
    assert quick_answers(Phrasebook(), "staff", "ja") == QuickAnswers(sentences=())


async def test_an_urdu_quick_answer_reaches_the_teacher_as_checked_english(school: School) -> None:
    cast = school.cast
    offered = (await got(school, cast.nadia, GET_QUICK_ANSWERS, QuickAnswersAsk())).sentences
    thread = await opened(school, cast.nadia, cast.zara)
    for sentence in offered:
        await say(school, cast.nadia, thread, sentence)
    school.do_jobs()
    seen = (await page(school, cast.hart, thread)).messages
    assert [message.text.shown for message in seen] == list(answers_of("family"))
    assert {message.text.state for message in seen} == {TextState.CHECKED}
