"""From where somebody asks: which address, seen through the school's own proxies, and on which device (spec 6.4)."""

import hashlib
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from wire.hours import DEVICE_HEADER

DEVICE_COOKIE: Final = "bookbag_device"
MOST_HOPS: Final = 20

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Whence:
    """``inside``: from one of the school's networks, or it names none; ``device``: hash of the secret sent along."""

    inside: bool = False
    device: str = ""


NOWHERE: Final = Whence()
"""Where nobody has looked."""
INSIDE: Final = Whence(inside=True)


class Networks:
    """Some networks, as ``10.0.0.0/8`` or a single address. Raises ``ValueError`` for anything else."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        self._all: tuple[Network, ...] = tuple(ipaddress.ip_network(name) for name in named)

    def __bool__(self) -> bool:
        return bool(self._all)

    def have(self, address: Address | None) -> bool:
        """Whether an address lies in one of them."""
        return address is not None and any(
            address.version == network.version and address in network for network in self._all
        )


class Gatehouse:
    """Says from where a request comes, as far as it matters at this school."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks

    @property
    def watches(self) -> bool:
        """Whether the school lets staff in only from its own networks and devices."""
        return bool(self._networks)

    def whence_of(self, request: HTTPConnection) -> Whence:
        """Where a request comes from. Its address has been made right by ``BehindProxy``."""
        if not self._networks:
            return INSIDE
        if self._networks.have(address_in(request.client.host if request.client else "")):
            return INSIDE
        secret = (
            request.headers.get(DEVICE_HEADER)
            or request.cookies.get(f"__Host-{DEVICE_COOKIE}")
            or request.cookies.get(DEVICE_COOKIE, "")
        )
        return Whence(device=device_hash(secret)) if secret else NOWHERE


class BehindProxy:
    """Gives each request the address and the scheme of whoever sent it to the school's own proxy.

    Everything behind this looks at ``request.client`` and need not know that there are proxies.
    """

    def __init__(self, app: ASGIApp, trusted: Networks) -> None:
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what did not come through a proxy as it is."""
        if scope["type"] in {"http", "websocket"}:
            scope = self._seen_through(scope)
        await self._app(scope, receive, send)

    def _seen_through(self, scope: Scope) -> Scope:
        names = {name for name, _ in scope["headers"]}
        if not names & {b"x-forwarded-for", b"x-forwarded-proto"}:
            return scope
        peer, port = tuple(scope.get("client") or ("", 0))
        if not self._trusted.have(address_in(peer)):
            return scope
        headers = Headers(scope=scope)
        seen = {**scope}
        if forwarded := headers.getlist("x-forwarded-for"):
            seen["client"] = (client_address(peer, ",".join(forwarded), self._trusted), port)
        proto = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
        if proto in {"http", "https"}:
            seen["scheme"] = proto if scope["type"] == "http" else proto.replace("http", "ws")
        return seen


def client_address(peer: str, forwarded: str, trusted: Networks) -> str:
    """Who asked: read from the right, each hop believed only if the one that names it is a trusted proxy.

    Whatever stands further left was written by whoever asked. Empty where a trusted proxy does not know.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()][-MOST_HOPS:]
    here = peer
    while hops and trusted.have(address_in(here)):
        found = address_in(hops.pop())
        if found is None:
            return ""
        here = str(found)
    return here


def address_in(text: str) -> Address | None:
    """An address out of ``10.0.0.1``, ``10.0.0.1:80``, ``[::1]:80`` or ``::ffff:10.0.0.1``; none for other words."""
    host = text.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def device_hash(secret: str) -> str:
    """How the secret of a registered device is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()
