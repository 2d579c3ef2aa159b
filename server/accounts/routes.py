"""Signing in and out, the list of devices, choices and drafts over HTTP."""

import ipaddress

import msgspec
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.accounts import actions, queries
from server.accounts.passwords import Passwords
from server.accounts.rules import may_sign_in
from server.accounts.throttle import Throttle
from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, answered, body_of, guarded, read, write, write_again
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from wire.accounts import (
    CHOOSE,
    DEMO_SIGN_IN,
    KEEP_DRAFT,
    LIST_DEVICES,
    SIGN_IN,
    SIGN_OUT,
    SIGN_OUT_DEVICE,
    DemoSignIn,
    DeviceRef,
    Devices,
    SignedIn,
    SignIn,
)
from wire.base import Ask, Nothing

LARGEST_SIGN_IN = 8_000


def routes(context: Context) -> list[Bound]:
    """What the endpoint table serves of this feature."""

    def list_devices(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> Devices:
        return queries.devices_of(conn, viewer, context.clock.now())

    return [
        write(SIGN_OUT, _sign_out),
        read(LIST_DEVICES, list_devices),
        write(SIGN_OUT_DEVICE, _sign_out_device),
        write(CHOOSE, actions.choose),
        write_again(KEEP_DRAFT, actions.keep_draft),
    ]


def raw_routes(context: Context, passwords: Passwords) -> list[Route]:
    """Signing in: outside the table, because a password is hashed in a thread of its own.

    No answer of these is ever stored, as it holds a token.
    """
    throttle = Throttle()

    async def sign_in(request: Request) -> Response:
        ask = await _asked(request, SignIn)
        account, address = ask.email.strip().lower(), _address_of(request)
        if wait := throttle.try_at(context.clock.now(), account, address):
            raise Refused("slow_down", 429, seconds=wait)
        signed_in = await _signed_in(context, passwords, ask)
        throttle.was_right(account, address)
        return answered(signed_in)

    async def demo_sign_in(request: Request) -> Response:
        if not context.settings.demo:
            raise not_found()
        ask = await _asked(request, DemoSignIn)
        return answered(await context.db.awrite(lambda tx: _demo_sign_in(tx, ask)))

    return [
        Route(SIGN_IN.path, guarded(sign_in), methods=[SIGN_IN.method]),
        Route(DEMO_SIGN_IN.path, guarded(demo_sign_in), methods=[DEMO_SIGN_IN.method]),
    ]


async def _signed_in(context: Context, passwords: Passwords, ask: SignIn) -> SignedIn:
    """Says ``wrong_details`` whatever is wrong, and takes as long."""
    row = await context.db.aread(lambda conn: queries.sign_in_row(conn, ask.email))
    usable = row.password_hash if row and may_sign_in(row.password_hash, row.closed_at) else None
    if not await passwords.check(usable, ask.password) or row is None or usable is None:
        await context.db.awrite(lambda tx: actions.note_refused_sign_in(tx, row.person_id if row else None))
        raise Refused("wrong_details", 401)
    if passwords.is_outdated(usable):
        fresh = await passwords.make(ask.password)
        await context.db.awrite(lambda tx: actions.replace_hash(tx, row.person_id, usable, fresh))
    return await context.db.awrite(lambda tx: actions.open_session(tx, row.person_id, ask.device))


def _demo_sign_in(tx: Tx, ask: DemoSignIn) -> SignedIn:
    row = queries.sign_in_row_by_id(tx.conn, ask.person_id)
    if row is None or not may_sign_in(row.password_hash, row.closed_at):
        raise Refused("wrong_details", 401)
    return actions.open_session(tx, row.person_id, ask.device)


def _sign_out(tx: Tx, viewer: Viewer, ask: Nothing) -> Nothing:
    actions.sign_out(tx, viewer)
    return Nothing()


def _sign_out_device(tx: Tx, viewer: Viewer, ask: DeviceRef) -> Devices:
    return actions.sign_out_device(tx, viewer, ask.device_id)


async def _asked(request: Request, kind: type[Ask]) -> Ask:
    body = await body_of(request, LARGEST_SIGN_IN)
    if b"\\u0000" in body:
        raise Refused("malformed", 422, where="body")  # PostgreSQL cannot store it
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # What was sent is not repeated in the answer: it may hold a password.
        raise Refused("malformed", 422, where="body") from None


def _address_of(request: Request) -> str:
    """Where a request comes from. One home has a whole /64 of IPv6 addresses."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((host, 64), strict=False)) if address.version == 6 else host
