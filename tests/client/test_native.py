"""A phone or a desktop: the token, and several schools that share nothing."""

import asyncio
from pathlib import Path

from client.core.account import GRANT_LASTS
from client.core.native import KnownSchool, NativeDevice, Schools
from client.stories.store import StoriesStore
from tests.client import eg
from tests.client.conftest import Open
from tests.client.edge import FakeDevice, FakeSchool, until
from tests.edges import FixedClock
from wire.accounts import KEEP_DRAFT
from wire.media import Photo
from wire.snapshot import GET_SNAPSHOT

ONE, TWO = "https://one.example", "https://two.example"


async def test_a_token_outlives_the_app_and_is_for_this_user_alone(tmp_path: Path) -> None:
    device = NativeDevice(tmp_path / "school", ONE)
    assert await device.token() is None
    await device.keep_token("secret")
    assert await NativeDevice(tmp_path / "school", ONE).token() == "secret"
    assert (tmp_path / "school" / "token").stat().st_mode & 0o777 == 0o600
    await device.forget_token()
    assert await device.token() is None


async def test_each_school_has_its_own_token_and_folder(tmp_path: Path) -> None:
    schools = Schools(tmp_path, ONE + "/")
    await schools.device().keep_token("for one")
    schools.add(TWO, "Two School", "#112233")
    schools.choose(TWO)
    assert await schools.device().token() is None
    again = Schools(tmp_path, ONE)
    assert (again.current, again.known) == (
        KnownSchool(TWO, "Two School", "#112233"),
        (KnownSchool(ONE), KnownSchool(TWO, "Two School", "#112233")),
    )
    again.choose(ONE)
    assert (again.device().base_url, await again.device().token()) == (ONE, "for one")
    again.forget(TWO)
    assert again.known == (KnownSchool(ONE),)


def test_a_damaged_list_of_schools_starts_afresh(tmp_path: Path) -> None:
    (tmp_path / "schools.json").write_text("{")
    assert Schools(tmp_path, ONE).current == KnownSchool(ONE)


def test_an_unknown_school_is_not_chosen(tmp_path: Path) -> None:
    schools = Schools(tmp_path, ONE)
    schools.choose(TWO)
    assert schools.current == KnownSchool(ONE)


async def test_at_another_school_nothing_of_the_first_is_left(
    open_app: Open, edge: FakeSchool, tmp_path: Path
) -> None:
    edge.answers(KEEP_DRAFT, eg.draft("story", ""))
    other = FakeSchool(token="other-token")
    other.snapshot(eg.snapshot(eg.story(80), me=eg.me(3, "pl")))
    account = await open_app(storage=tmp_path / "one")
    account.type("story", "for the first school")
    await account.move(FakeDevice(other, "other-token", tmp_path / "two"))
    await until(lambda: account.link.state == "live")
    assert [story.id for story in account[StoriesStore].shown("family", None)] == [80]
    assert (account.drafts.body("story"), account.words.lang) == ("", "pl")
    await account.move(FakeDevice(edge, "nadia-token", tmp_path / "one"))
    await until(lambda: account.link.state == "live")
    assert account.drafts.body("story") == "for the first school"


async def test_a_closed_page_can_open_again(open_app: Open, edge: FakeSchool, tmp_path: Path) -> None:
    account = await open_app(storage=tmp_path)
    await account.close()
    await account.open()
    await until(lambda: len(edge.follows) == 2)
    assert [story.id for story in account[StoriesStore].shown("family", None)] == [1]


async def test_pictures_keep_a_pass_that_is_good(open_app: Open, edge: FakeSchool, clock: FixedClock) -> None:
    photo = Photo(id=5, width=1, height=1, colour="#000000")
    account = await open_app()
    assert account.photo(photo, 400) == "/media/5/400.webp"
    # The way there is the test's own; the app takes it for the network from here on.
    account.device = FakeDevice(None, "nadia-token", base_url="https://one.example")
    edge.answers(GET_SNAPSHOT, eg.snapshot(media_grant="new"))
    await account._renew_grant()
    assert account.me.grant == ""
    clock.forward(GRANT_LASTS)
    await account._renew_grant()
    assert account.photo(photo, 400) == "https://one.example/media/5/400.webp?k=new"
    await asyncio.sleep(0)
