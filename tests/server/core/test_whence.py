"""From where somebody asks: chains of proxies, spoofed headers, and what the school's file says of them."""

from pathlib import Path
from typing import Any

import pytest
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from server.core.school_file import SchoolFile, StaffPlaces, school_file
from server.core.whence import (
    INSIDE,
    NOWHERE,
    BehindProxy,
    Gatehouse,
    Networks,
    Whence,
    address_in,
    client_address,
    device_hash,
)

PROXIES = ("127.0.0.1", "10.0.0.0/24", "fd00::/64")
CHAINS = [
    # who is connected, what X-Forwarded-For says, whose address counts
    ("203.0.113.9", "", "203.0.113.9"),
    ("203.0.113.9", "10.1.2.3", "203.0.113.9"),  # no proxy of ours: it may say what it likes
    ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
    ("127.0.0.1", "10.1.2.3, 203.0.113.9", "203.0.113.9"),  # what stands to the left was made up
    ("127.0.0.1", "203.0.113.9, 10.0.0.7", "203.0.113.9"),  # two proxies of ours
    ("127.0.0.1", "10.1.2.3, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
    (
        "127.0.0.1",
        "10.1.2.3, 198.51.100.1, 203.0.113.9",
        "203.0.113.9",
    ),  # a stranger's proxy is believed nothing
    ("127.0.0.1", "10.0.0.9, 10.0.0.7", "10.0.0.9"),  # somebody inside, behind two of ours
    ("127.0.0.1", "", "127.0.0.1"),
    ("127.0.0.1", " , ,", "127.0.0.1"),
    ("127.0.0.1", "unknown", ""),
    ("127.0.0.1", "10.1.2.3, <script>", ""),
    ("127.0.0.1", "203.0.113.9:50123", "203.0.113.9"),
    ("127.0.0.1", "[2001:db8::7]:50123", "2001:db8::7"),
    ("::ffff:127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
    ("fd00::1", "2001:db8::7", "2001:db8::7"),
    ("127.0.0.1", ",".join(["10.0.0.7"] * 5_000), "10.0.0.7"),
    ("", "10.1.2.3", ""),
]


@pytest.mark.parametrize(("peer", "forwarded", "counts"), CHAINS)
def test_whose_address_counts(peer: str, forwarded: str, counts: str) -> None:
    assert client_address(peer, forwarded, Networks(PROXIES)) == counts


async def seen(
    peer: str, headers: dict[str, str], kind: str = "http", trusted: tuple[str, ...] = PROXIES
) -> Any:
    """The scope that reaches the app."""
    found: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(scope)

    async def nothing(*_: Any) -> Any:
        raise AssertionError

    lines = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scheme = "http" if kind == "http" else "ws"
    scope = {"type": kind, "client": (peer, 5000), "scheme": scheme, "headers": lines}
    await BehindProxy(app, Networks(trusted))(scope, nothing, nothing)
    return found[0]


async def test_everything_behind_it_sees_the_real_address_and_scheme() -> None:
    said = {"X-Forwarded-For": "10.1.2.3, 203.0.113.9", "X-Forwarded-Proto": "https"}
    for kind, scheme in (("http", "https"), ("websocket", "wss")):
        scope = await seen("127.0.0.1", said, kind)
        assert (scope["client"], scope["scheme"]) == (("203.0.113.9", 5000), scheme)


async def test_a_stranger_is_believed_neither_address_nor_scheme() -> None:
    scope = await seen("203.0.113.9", {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https"})
    assert (scope["client"], scope["scheme"]) == (("203.0.113.9", 5000), "http")
    scope = await seen("127.0.0.1", {"X-Forwarded-For": "10.1.2.3"}, trusted=())
    assert scope["client"] == ("127.0.0.1", 5000)


async def test_only_the_nearest_proxys_scheme_counts_and_nonsense_does_not() -> None:
    assert (await seen("127.0.0.1", {"X-Forwarded-Proto": "https, http"}))["scheme"] == "http"
    assert (await seen("127.0.0.1", {"X-Forwarded-Proto": "gopher"}))["scheme"] == "http"


def asking(address: str, headers: dict[str, str] | None = None) -> HTTPConnection:
    lines = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    return HTTPConnection({"type": "http", "client": (address, 1), "headers": lines})


def test_inside_and_outside_and_with_a_device() -> None:
    gate = Gatehouse(Networks(["10.0.0.0/8", "2001:db8::/32"]))
    told = {
        address: gate.whence_of(asking(address)) for address in ("10.9.9.9", "2001:db8::1", "11.0.0.1", "")
    }
    assert told == {"10.9.9.9": INSIDE, "2001:db8::1": INSIDE, "11.0.0.1": NOWHERE, "": NOWHERE}
    for named in ("Bookbag-Device: abc", "Cookie: bookbag_device=abc", "Cookie: __Host-bookbag_device=abc"):
        name, _, value = named.partition(": ")
        assert gate.whence_of(asking("11.0.0.1", {name: value})) == Whence(device=device_hash("abc"))


def test_a_school_that_names_no_network_looks_at_nothing() -> None:
    assert Gatehouse(Networks()).whence_of(asking("11.0.0.1", {"Bookbag-Device": "abc"})) == INSIDE


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "1.2.3.4.5", "999.1.1.1", "[::1", "10.0.0.1:80:90"])
def test_what_is_no_address(text: str) -> None:
    assert address_in(text) is None or text == "[::1"


def write(folder: Path, text: str) -> Path:
    (folder / "school.toml").write_text(text)
    return folder


def test_the_schools_file(tmp_path: Path) -> None:
    assert school_file(tmp_path) == SchoolFile()
    assert school_file(tmp_path).proxies().have(address_in("127.0.0.1"))
    text = 'trusted_proxies = ["192.0.2.1"]\n[staff]\nnetworks = ["10.0.0.0/8"]\n'
    read = school_file(write(tmp_path, text))
    assert read == SchoolFile(("192.0.2.1",), StaffPlaces(("10.0.0.0/8",)))
    assert not read.proxies().have(address_in("127.0.0.1"))


@pytest.mark.parametrize(("text", "says"), [
    ("[staff", "it is not TOML"),
    ('[staff]\nnetwork = ["10.0.0.0/8"]', "network"),
    ('trusted_proxies = []\n[staff]\nnetworks = ["10.0.0.0/33"]', "10.0.0.0/33"),
    ('trusted_proxies = []\n[staff]\nnetworks = ["10.0.0.1/8"]', "10.0.0.1/8"),
    ('trusted_proxies = ["proxy.local"]', "proxy.local"),
    ('[staff]\nnetworks = ["10.0.0.0/8"]', "trusted_proxies"),
])  # fmt: skip
def test_a_file_with_a_mistake_is_named_and_not_guessed(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ValueError, match="cannot be used") as error:
        school_file(write(tmp_path, text))
    assert says in str(error.value)
