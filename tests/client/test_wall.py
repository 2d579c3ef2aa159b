"""Two people in one process never share anything."""

from typing import Any

from client.accounts.store import DevicesStore
from client.core.account import Account
from client.core.observe import observable
from client.stories import actions
from client.stories.store import StoriesStore
from tests.client import eg
from tests.client.conftest import Open
from tests.client.edge import FakeSchool, until
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.stories import LIKE_STORY, Likes


def watched(account: Account, seen: list[str]) -> list[Any]:
    """Note each change of any store of an account; the disposers must be kept."""
    stores: tuple[Any, ...] = (
        account.me, account.link, account.notices, account.drafts, account.photos, account.waiting,
        account[StoriesStore], account[DevicesStore],
    )  # fmt: skip

    def note(store: Any, name: str | None) -> None:
        seen.append(f"{type(store).__name__}.{name}")

    return [note, *(store.subscribe(note) for store in stores)]


async def test_what_one_does_is_not_heard_at_the_other(open_app: Open, edge: FakeSchool) -> None:
    other = FakeSchool(token="kasia-token")
    other.snapshot(eg.snapshot(eg.story(50), me=eg.me(8, "pl")))
    nadia, kasia = await open_app(), await open_app(token="kasia-token", at=other)
    nadias: list[str] = []
    kasias: list[str] = []
    kept = watched(nadia, nadias), watched(kasia, kasias)
    edge.answers(LIKE_STORY, Likes(story_id=1, likes=1, liked=True), story_id=1)
    edge.answers(KEEP_DRAFT, eg.draft("story", ""))
    nadia.type("story", "secret")
    await nadia.do(actions.like, 1, True)
    edge.tell(101, events.StoryPosted(eg.story(2)))
    nadia.notices.say("done", "Sent")
    await until(lambda: len(nadia[StoriesStore].shown("family", None)) == 2)
    assert nadias.count("Notices.all") == 1
    assert kasias == []
    assert [story.id for story in kasia[StoriesStore].shown("family", None)] == [50]
    assert (kasia.drafts.body("story"), kasia.words.lang, nadia.words.lang) == ("", "pl", "ur")
    assert len(kept) == 2


async def test_no_store_keeps_anything_on_its_class(open_app: Open, edge: FakeSchool) -> None:
    one, two = await open_app(), await open_app()
    pairs = [
        (getattr(one, name), getattr(two, name))
        for name in ("me", "link", "notices", "drafts", "photos", "waiting")
    ]
    pairs += [(one[kind], two[kind]) for kind in (StoriesStore, DevicesStore)]
    for mine, yours in pairs:
        assert mine is not yours
        shared = [
            name
            for name, value in vars(mine).items()
            if isinstance(value, (dict, list, set)) and value is vars(yours).get(name)
        ]
        assert shared == []


def test_the_probe_sees_a_change() -> None:
    """The wall test would see a leak: a store tells its listener."""

    @observable
    class Leaky:
        field = 0

    seen: list[str | None] = []

    def note(_: Any, name: str | None) -> None:
        seen.append(name)

    leaky: Any = Leaky()
    dispose = leaky.subscribe(note)
    leaky.field = 1
    dispose()
    leaky.field = 2
    assert seen == ["field"]
