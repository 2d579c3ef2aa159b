"""Files that are kept on a device: there after a restart, and gone with their person."""

from pathlib import Path

import pytest

from client.accounts import actions as accounts
from client.core.copies import Copy, CopyStore
from tests.client.conftest import Open
from tests.client.edge import FakeSchool
from wire.accounts import SIGN_OUT
from wire.base import Nothing

NADIA, OTHER = "nadia", "somebody else"
MENU = Copy(key=5, version=1, files={"f9": "Lunch menu.pdf"}, about=b"menu")


def opened(folder: Path | None, owner: str = NADIA) -> CopyStore:
    store = CopyStore()
    store.open(folder, owner)
    return store


def keep(store: CopyStore, copy: Copy, data: bytes = b"%PDF") -> None:
    for place in store.room(copy).values():
        place.write_bytes(data)
    store.put(copy)


def files(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


def test_a_kept_file_is_there_after_a_restart_and_a_new_version_takes_its_place(tmp_path: Path) -> None:
    store = opened(tmp_path)
    keep(store, MENU)
    again = opened(tmp_path)
    assert (again.kept, again.has(5, 1), again.has(5, 2)) == ({5: MENU}, True, False)
    path = again.path(5, "f9")
    assert path is not None
    assert (path.name, path.read_bytes()) == ("Lunch menu.pdf", b"%PDF")
    assert (tmp_path / "documents").stat().st_mode & 0o777 == 0o700
    keep(again, Copy(key=5, version=2, files={"f9": "Lunch menu.pdf"}), b"%PDF new")
    assert files(tmp_path) == ["documents/5-2/f9/Lunch menu.pdf", "documents/index.json"]
    again.drop(5)
    assert (files(tmp_path), opened(tmp_path).kept) == (["documents/index.json"], {})


def test_what_was_half_fetched_is_no_copy(tmp_path: Path) -> None:
    store = opened(tmp_path)
    keep(store, MENU)
    store.room(Copy(key=6, version=1, files={"f1": "a.pdf"}))["f1"].write_bytes(b"%P")
    assert set(opened(tmp_path).kept) == {5}
    assert files(tmp_path) == ["documents/5-1/f9/Lunch menu.pdf", "documents/index.json"]


def test_nothing_stays_of_who_signed_out_and_nobody_finds_another_s(tmp_path: Path) -> None:
    keep(opened(tmp_path), MENU)
    assert opened(tmp_path, OTHER).kept == {}
    assert files(tmp_path) == []
    store = opened(tmp_path)
    keep(store, MENU)
    store.forget()
    assert (files(tmp_path), store.kept, store.possible) == ([], {}, False)


async def test_signing_out_deletes_what_was_kept(open_app: Open, edge: FakeSchool, tmp_path: Path) -> None:
    edge.answers(SIGN_OUT, Nothing())
    account = await open_app(storage=tmp_path)
    keep(account.copies, MENU)
    owner = account._owner
    account.keep_part("library", b"a list")
    assert (files(tmp_path / "documents")[0], account.part("library")) == (
        "5-1/f9/Lunch menu.pdf",
        b"a list",
    )
    await account.do(accounts.sign_out)
    assert not (tmp_path / "documents").exists()
    assert account._kept.part(owner, "library") is None


def test_a_browser_keeps_nothing(tmp_path: Path) -> None:
    store = opened(None)
    assert (store.possible, store.path(5, "f9")) == (False, None)
    with pytest.raises(OSError, match="no folder"):
        keep(store, MENU)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../token", "token"),
        ("a\x00b/c:d.pdf", "a b c d.pdf"),
        ("...", "document"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str, kept: str) -> None:
    store = opened(tmp_path)
    keep(store, Copy(key=5, version=1, files={"p": name}))
    assert files(tmp_path) == [f"documents/5-1/p/{kept}", "documents/index.json"]


def test_a_damaged_list_costs_the_copies_and_nothing_else(tmp_path: Path) -> None:
    keep(opened(tmp_path), MENU)
    (tmp_path / "documents" / "index.json").write_bytes(b"{")
    store = opened(tmp_path)
    assert store.kept == {}
    keep(store, MENU)
    assert opened(tmp_path).kept == {5: MENU}
