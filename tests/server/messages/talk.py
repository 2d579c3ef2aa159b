"""Short ways for tests to talk: open a thread, say something, read it."""

from typing import TypeVar

from tests.cast import Who
from tests.school import School
from wire.base import Endpoint, Model, Refusal
from wire.messages import (
    GET_MESSAGES,
    GET_THREAD,
    GET_THREADS,
    OPEN_THREAD,
    SEND_MESSAGE,
    Message,
    MessagePage,
    MessagesAsk,
    NewMessage,
    OpenThread,
    Side,
    ThreadPage,
    ThreadRef,
    ThreadsAsk,
    ThreadView,
)

Ask = TypeVar("Ask", bound=Model)
Answer = TypeVar("Answer", bound=Model)


async def got(school: School, who: Who, endpoint: Endpoint[Ask, Answer], ask: Ask) -> Answer:
    """The answer, where the test needs one and no refusal."""
    answer = await school.ask(who, endpoint, ask)
    assert not isinstance(answer, Refusal), answer
    return answer


def code(answer: object) -> str:
    """The code of a refusal."""
    assert isinstance(answer, Refusal), answer
    return answer.code


async def opened(school: School, who: Who, pupil: int, *staff: Who) -> int:
    """The thread about a pupil with these staff, or with the class team."""
    ask = OpenThread(pupil_id=pupil, staff=tuple(one.id for one in staff))
    return (await got(school, who, OPEN_THREAD, ask)).line.thread.id


async def say(school: School, who: Who, thread: int, body: str, photos: tuple[int, ...] = ()) -> Message:
    """Somebody writes in a thread."""
    return await got(school, who, SEND_MESSAGE, NewMessage(thread_id=thread, body=body, photos=photos))


async def page(school: School, who: Who, thread: int, before: int | None = None) -> MessagePage:
    """A page of a thread."""
    return await got(school, who, GET_MESSAGES, MessagesAsk(thread_id=thread, before=before))


async def bodies(school: School, who: Who, thread: int) -> list[str]:
    """What stands in a thread, the oldest first."""
    return [message.text.body for message in (await page(school, who, thread)).messages]


async def view(school: School, who: Who, thread: int) -> ThreadView:
    """A thread's screen."""
    return await got(school, who, GET_THREAD, ThreadRef(thread_id=thread))


async def listed(school: School, who: Who, side: Side = "family", *, waiting: bool = False) -> ThreadPage:
    """Somebody's threads."""
    return await got(school, who, GET_THREADS, ThreadsAsk(side=side, waiting=waiting))
