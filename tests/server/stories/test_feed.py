"""One list, newest first, of what is for this family and nothing else (spec 1.5, 3.1, 3.2)."""

import pytest

from server.core.db import Tx
from server.school.actions import add_class, add_pupil, add_to_class
from tests.cast import Who
from tests.edges import MINUTE
from tests.school import School
from wire.base import Role
from wire.stories import GET_FEED, POST_STORY, WITHDRAW_STORY, FeedAsk, FeedPage, NewStory, Story, StoryRef


async def post(school: School, who: Who, topic: str, body: str, **more: object) -> Story:
    """A story that must succeed."""
    posted = await school.ask(who, POST_STORY, NewStory(topic=topic, body=body, **more))  # type: ignore[arg-type]
    assert isinstance(posted, Story), posted
    school.clock.forward(MINUTE)
    return posted


async def feed(school: School, who: Who, **ask: object) -> FeedPage:
    """A page that must succeed."""
    page = await school.ask(who, GET_FEED, FeedAsk(**ask))  # type: ignore[arg-type]
    assert isinstance(page, FeedPage), page
    return page


def bodies(page: FeedPage) -> list[str]:
    return [story.text.body for story in page.stories]


async def a_day(school: School) -> None:
    """A story to every kind of audience."""
    cast = school.cast
    await post(school, cast.calloway, "school", "School")
    await post(school, cast.calloway, "year:3", "Year 3")
    await post(school, cast.okafor, f"class:{cast.class_3b}", "Class 3B")
    await post(school, cast.hart, f"class:{cast.class_4a}", "Class 4A")
    await post(school, cast.sandhu, f"pupil:{cast.zara}", "Zara's boat")
    await post(school, cast.hart, f"pupil:{cast.lena}", "Lena's poem")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("nadia", ["Zara's boat", "Class 4A", "Class 3B", "Year 3", "School"]),
        ("katarzyna", ["Lena's poem", "Class 4A", "School"]),
        ("daniel", ["Class 3B", "Year 3", "School"]),
        ("former", []),
        ("rahman", ["Class 4A", "School"]),
    ],
)
async def test_a_family_sees_what_is_for_it(school: School, who: str, sees: list[str]) -> None:
    await a_day(school)
    assert bodies(await feed(school, getattr(school.cast, who))) == sees


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("hart", ["Lena's poem", "Zara's boat", "Class 4A", "School"]),
        ("sandhu", ["Lena's poem", "Zara's boat", "Class 4A", "School"]),
        ("okafor", ["Class 3B", "Year 3", "School"]),
        ("rahman", ["Class 3B", "Year 3", "School"]),
        ("calloway", ["Lena's poem", "Zara's boat", "Class 4A", "Class 3B", "Year 3", "School"]),
        ("prescott", ["Lena's poem", "Zara's boat", "Class 4A", "Class 3B", "Year 3", "School"]),
        ("nadia", []),
    ],
)
async def test_staff_see_their_side(school: School, who: str, sees: list[str]) -> None:
    await a_day(school)
    seen = bodies(await feed(school, getattr(school.cast, who), side="staff"))
    # A teacher of year 4 has no year 3 story, and reads year stories only of their own years.
    assert seen == sees


async def test_one_child_alone_and_nothing_of_the_other(school: School) -> None:
    await a_day(school)
    cast = school.cast
    assert bodies(await feed(school, cast.nadia, child=cast.yusuf)) == ["Class 3B", "Year 3", "School"]
    assert bodies(await feed(school, cast.nadia, child=cast.zara)) == ["Zara's boat", "Class 4A", "School"]
    assert bodies(await feed(school, cast.nadia, child=cast.rosie)) == []


async def test_pages_of_twenty_without_gaps_or_repeats(school: School) -> None:
    cast = school.cast
    for n in range(45):
        topic = f"class:{cast.class_4a}" if n % 3 else "school"
        await post(school, cast.calloway, topic, str(n))
    seen: list[str] = []
    pages, before = [], None
    while True:
        page = await feed(school, cast.katarzyna, before=before)
        pages.append(len(page.stories))
        seen += bodies(page)
        before = page.next
        if before is None:
            break
    assert pages == [20, 20, 5]
    assert seen == [str(n) for n in reversed(range(45))]


async def test_a_withdrawn_story_is_gone_for_families_and_for_staff(school: School) -> None:
    cast = school.cast
    kept = await post(school, cast.hart, f"class:{cast.class_4a}", "Kept")
    gone = await post(school, cast.hart, f"class:{cast.class_4a}", "Gone")
    await school.ask(cast.hart, WITHDRAW_STORY, StoryRef(story_id=gone.id))
    for who, side in ((cast.katarzyna, "family"), (cast.hart, "staff"), (cast.calloway, "staff")):
        assert [s.id for s in (await feed(school, who, side=side)).stories] == [kept.id]


async def test_a_card_says_what_it_is_and_who_posted_it(school: School) -> None:
    await a_day(school)
    cast = school.cast
    said = {
        story.text.body: (story.kind, story.place, story.author.name, story.author.role)
        for story in (await feed(school, cast.nadia)).stories
    }
    assert said == {
        "School": ("school", "", "Calloway", "smt"),
        "Year 3": ("school", "", "Calloway", "smt"),
        "Class 3B": ("class", "3B", "Okafor", "teacher"),
        "Class 4A": ("class", "4A", "Hart", "teacher"),
        "Zara's boat": ("portfolio", "Zara", "Sandhu", "ta"),
    }


async def test_somebody_who_works_with_every_class_reads_all_of_it(school: School) -> None:
    def grow(tx: Tx) -> list[str]:
        pupils = []
        for number in range(20):
            class_id = add_class(tx, f"Class {number}", 5)
            add_to_class(tx, school.cast.sandhu.id, class_id, Role.TA)
            pupils += [f"pupil:{add_pupil(tx, f'Pupil {n}', class_id)}" for n in range(30)]
        return pupils

    portfolios = await school.context.db.awrite(grow)
    told = [*portfolios[::-40], *portfolios[:8]]
    for number, topic in enumerate(told):
        await post(school, school.cast.sandhu, topic, f"Story {number}")
    page = await feed(school, school.cast.sandhu, side="staff")
    older = await feed(school, school.cast.sandhu, side="staff", before=page.next)
    assert bodies(page) + bodies(older) == [f"Story {n}" for n in reversed(range(len(told)))]
