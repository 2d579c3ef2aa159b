"""The endpoint table: from a wire ``Endpoint`` and a plain function to a route that keeps the rules of all routes.

It finds out who asks, whether their role may, what they ask, whether they asked it before (the same
key gets the same answer), runs the function, and turns a ``Refused`` into its answer.
"""

import hashlib
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from server.core.context import Context
from server.core.db import Tx
from server.core.hot import Hot
from server.core.refused import Refused, not_found
from server.core.tables import answers
from server.core.viewer import Viewer
from wire.base import Endpoint, Model, Refusal
from wire.modules import Module, module_of

log = logging.getLogger(__name__)

Ask = TypeVar("Ask", bound=Model)
Answer = TypeVar("Answer", bound=Model)
Handler = Callable[[Request], Awaitable[Response]]

LARGEST_BODY = 256_000
LONGEST_REMEMBERED = 100
"""Bytes of a query that is worth remembering: a page's are shorter, a stranger's may be long."""
LONGEST_NUMBER = 16
"""Digits. Turning thousands of them into a number takes long, and Python refuses to."""
COOKIE = "bookbag"
KEY = re.compile(r"[A-Za-z0-9_-]{8,100}")
WRITES = frozenset(("write", "write_again"))
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
JSON_HEADERS = (
    *((name.lower().encode(), value.encode()) for name, value in HEADERS.items()),
    (b"content-type", b"application/json"),
)


@dataclass(frozen=True)
class Bound:
    """An endpoint and what answers it."""

    endpoint: Endpoint[Any, Any]
    kind: str
    call: Callable[..., Any]
    quick: Callable[[Any], bool] | None = None
    still: Callable[[sa.Connection, Viewer, Any], object] | None = None
    note: Callable[[Tx, Viewer, Any], None] | None = None
    shown: Callable[[Viewer, Any], Callable[[Tx], None] | None] | None = None


def read(
    endpoint: Endpoint[Ask, Answer],
    call: Callable[[sa.Connection, Viewer, Ask], Answer],
    *,
    quick: Callable[[Ask], bool] | None = None,
) -> Bound:
    """An endpoint that only looks. ``quick``: whether that is a matter of a few rows that are surely in memory."""
    return Bound(endpoint, "read", call, quick)


def read_as_one(
    endpoint: Endpoint[Ask, Answer], call: Callable[[sa.Connection, Viewer, Ask], Answer]
) -> Bound:
    """An endpoint that only looks, at one and the same moment of the database."""
    return Bound(endpoint, "read_as_one", call)


def look(
    endpoint: Endpoint[Ask, Answer],
    call: Callable[[sa.Connection, Viewer, Ask], Answer],
    *,
    note: Callable[[Tx, Viewer, Ask], None] | None = None,
    shown: Callable[[Viewer, Answer], Callable[[Tx], None] | None] | None = None,
) -> Bound:
    """An endpoint that only looks, for something that must not stand in an address (``Endpoint.looks``).

    ``note``: what is put on record of it, in a commit of its own, before anything is looked at.
    ``shown``: what is to be put on record of an answer, if anything; that is committed before the answer leaves.
    """
    return Bound(endpoint, "read", call, note=note, shown=shown)


def write(
    endpoint: Endpoint[Ask, Answer],
    call: Callable[[Tx, Viewer, Ask], Answer],
    *,
    still: Callable[[sa.Connection, Viewer, Ask], object] | None = None,
) -> Bound:
    """An endpoint that changes something, once per key.

    ``still`` raises if what was answered is no longer for this person: a key is no way around the end of a right
    (spec 1.2). Whatever answers with more than what the app itself sent needs it.
    """
    return Bound(endpoint, "write", call, still=still)


def write_again(endpoint: Endpoint[Ask, Answer], call: Callable[[Tx, Viewer, Ask], Answer]) -> Bound:
    """An endpoint that may as well happen twice, and so often that its keys and answers are not kept."""
    return Bound(endpoint, "write_again", call)


def routes_of(context: Context, bound: Iterable[Bound]) -> list[Route]:
    """The routes of these endpoints; fixed paths before those with a number in them."""
    ordered = sorted(bound, key=lambda b: "{" in b.endpoint.path)
    return [
        Route(
            b.endpoint.path,
            guarded(_handler(context, b)),
            methods=[b.endpoint.method],
        )
        for b in ordered
    ]


def guarded(handler: Handler) -> Handler:
    """A handler whose refusals and failures become answers that the app can put into words."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as refused:
            return refusal(refused)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:
            number = secrets.token_hex(4)
            log.exception("%s failed, shown to the person as %s", _path_for_log(request), number)
            return refusal(Refused("bug", 500, number=number))

    return answer


def _path_for_log(request: Request) -> str:
    """The path with no more of what stands in it than numbers: some paths hold a secret, and are proof enough."""
    path: str = request.scope["path"]
    for name, value in request.path_params.items():
        if not value.isdecimal():
            path = path.replace(value, f"{{{name}}}")
    return path


def refusal(refused: Refused) -> Response:
    """A refusal as an HTTP answer."""
    said: Refusal = refused.refusal
    headers = dict(HEADERS)
    if "seconds" in said.facts:
        headers["Retry-After"] = str(said.facts["seconds"])
    return _json(said, refused.status, headers)


def answered(answer: Model) -> Response:
    """An answer as JSON."""
    return _json(answer, 200, HEADERS)


async def body_of(request: Request, limit: int = LARGEST_BODY) -> bytes:
    """The whole body, refused as soon as it is larger than ``limit`` bytes."""
    if int(request.headers.get("content-length") or 0) > limit:
        raise Refused("too_large", 413, limit=limit)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise Refused("too_large", 413, limit=limit)
        parts.append(part)
    return b"".join(parts)


def bearer(request: Request) -> str:
    """The token that the app sent in its header, or nothing."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else ""


def bearer_or_cookie(request: Request) -> str:
    """The token of a request that only looks, from which a browser cannot be tricked into a change."""
    return bearer(request) or request.cookies.get(COOKIE, "") or request.cookies.get(f"__Host-{COOKIE}", "")


def number_in_path(request: Request, name: str) -> int:
    """A number in the address. Raises ``not_found`` for anything else: it names nothing that there is."""
    said: str = request.path_params[name]
    if not (said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER):
        raise not_found()
    return int(said)


def key_of(request: Request) -> str:
    """The key that the app made for this write, under which it happens once."""
    key = request.headers.get("idempotency-key", "")
    if not KEY.fullmatch(key):
        raise Refused("key_missing", 422)
    return key


def decode(kind: type[Ask], data: object, *, strict: bool) -> Ask:
    """Plain values as the shape that is asked for. Raises ``Refused("malformed")``."""
    try:
        return msgspec.convert(_without_nul(data), kind, strict=strict)
    except (msgspec.ValidationError, RecursionError) as error:
        raise Refused("malformed", 422, where=str(error)[:200]) from None


def _without_nul(data: Any) -> Any:
    """Leaves out the letter with the number 0: nobody sees it, and PostgreSQL cannot store it."""
    if isinstance(data, dict):
        return {name: _without_nul(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_without_nul(value) for value in data]
    return data.replace("\x00", "") if isinstance(data, str) else data


def once(
    tx: Tx,
    viewer: Viewer,
    key: str,
    ask: bytes,
    do: Callable[[], bytes],
    still: Callable[[], object] = lambda: None,
) -> bytes:
    """Does a thing once per key: the same key gets the same answer for as long as ``still`` does not raise.

    Raises ``Refused("key_reused")`` if the key was used for something else.
    """
    before = answer_before(tx.conn, viewer, key, ask)
    if before is not None:
        still()
        return before
    answer = do()
    hashed = hashlib.sha256(ask).digest()
    row = {"person_id": viewer.person_id, "key": key, "ask": hashed, "answer": answer, "at": tx.now}
    _keep_answer().run(tx.conn, row)
    return answer


def answer_before(conn: sa.Connection, viewer: Viewer, key: str, ask: bytes) -> bytes | None:
    """What this key was answered before, if it was used. Raises ``Refused("key_reused")`` as ``once`` does."""
    found = _answered().run(conn, {"person": viewer.person_id, "key": key})
    if not found:
        return None
    asked, answer = found[0]
    if bytes(asked) != hashlib.sha256(ask).digest():
        raise Refused("key_reused", 409)
    return bytes(answer)


@lru_cache(maxsize=1)
def _answered() -> Hot:
    mine = sa.and_(
        answers.c.person_id == sa.bindparam("person", type_=sa.BigInteger),
        answers.c.key == sa.bindparam("key", type_=sa.Text),
    )
    return Hot(sa.select(answers.c.ask, answers.c.answer).where(mine))


@lru_cache(maxsize=1)
def _keep_answer() -> Hot:
    given = {column.name: sa.bindparam(column.name, type_=column.type) for column in answers.c}
    return Hot(answers.insert().values(given))


def _handler(context: Context, bound: Bound) -> Handler:
    endpoint, module = bound.endpoint, module_of(bound.endpoint)

    async def handle(request: Request) -> Response:
        viewer = None
        if endpoint.may:
            whence = context.gatehouse.whence_of(request)
            viewer = await context.viewers.of(bearer(request), whence, even_shut=True)
            _admit(viewer, endpoint)
            check_on(viewer, module)
        ask = await _ask_of(request, endpoint)
        if bound.kind in WRITES:
            return JsonBytes(await _write(context, bound, viewer, ask, request))
        if bound.note is not None and viewer is not None:
            asker, note = viewer, bound.note
            await context.db.awrite(lambda tx: note(tx, asker, ask))
        if bound.shown is not None and viewer is not None:
            return JsonBytes(await _on_record(context, bound, viewer, ask))
        run = _reading(context, bound, ask)
        return JsonBytes(await run(lambda conn: msgspec.json.encode(bound.call(conn, viewer, ask))))

    return handle


def _admit(viewer: Viewer, endpoint: Endpoint[Any, Any]) -> None:
    if viewer.roles & endpoint.may or (viewer.shut and endpoint.always):
        return
    raise viewer.shut.refused() if viewer.shut else Refused("not_allowed", 403)


async def _on_record(context: Context, bound: Bound, viewer: Viewer, ask: Model) -> bytes:
    """Exactly what is shown is recorded: looked at first, and handed over when that is on the disk."""

    def run(conn: sa.Connection) -> tuple[bytes, Callable[[Tx], None] | None]:
        answer = bound.call(conn, viewer, ask)
        return msgspec.json.encode(answer), bound.shown(viewer, answer) if bound.shown else None

    answer, note = await context.db.aread(run)
    if note is not None:
        await context.db.awrite(note)
    return answer


def check_on(viewer: Viewer, module: Module | None) -> None:
    """Raises ``module_off`` if the school has switched this part off: then nobody finds it here (spec 14.5)."""
    if module is not None and module in viewer.off:
        raise Refused("module_off", 404, module=module.value)


def _reading(
    context: Context, bound: Bound, ask: Model
) -> Callable[[Callable[[sa.Connection], bytes]], Awaitable[bytes]]:
    if bound.kind == "read_as_one":
        return context.db.aread_as_one
    return context.db.aread_quickly if bound.quick and bound.quick(ask) else context.db.aread


async def _write(
    context: Context, bound: Bound, viewer: Viewer | None, ask: Model, request: Request
) -> bytes:
    if viewer is None:
        return await context.db.awrite(lambda tx: msgspec.json.encode(bound.call(tx, None, ask)))
    key, asked = key_of(request), bound.endpoint.path.encode() + msgspec.json.encode(ask)

    def do(tx: Tx) -> bytes:
        if bound.kind == "write_again":
            return msgspec.json.encode(bound.call(tx, viewer, ask))
        return once(
            tx,
            viewer,
            key,
            asked,
            lambda: msgspec.json.encode(bound.call(tx, viewer, ask)),
            lambda: bound.still(tx.conn, viewer, ask) if bound.still else None,
        )

    try:
        return await context.db.awrite(do)
    except sa.exc.IntegrityError:
        # The same thing at the same moment on another connection: it stands now.
        return await context.db.awrite(do)


async def _ask_of(request: Request, endpoint: Endpoint[Ask, Any]) -> Ask:
    path = {name: number_in_path(request, name) for name in request.path_params}
    if endpoint.method == "GET":
        if not path and len(request.scope["query_string"]) <= LONGEST_REMEMBERED:
            asked: Ask = _asked(endpoint.ask, request.scope["query_string"])
            return asked
        return decode(endpoint.ask, {**request.query_params, **path}, strict=False)
    body = await body_of(request) or b"{}"
    try:
        data = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused("malformed", 422, where="body") from None
    if not isinstance(data, dict):
        raise Refused("malformed", 422, where="body")
    return decode(endpoint.ask, {**data, **path}, strict=True)


@lru_cache(maxsize=1024)
def _asked(kind: type[Any], query: bytes) -> Any:
    """Most apps ask the same few things."""
    return decode(kind, dict(QueryParams(query)), strict=False)


class JsonBytes(Response):
    """An answer that is encoded already; its headers are always the same."""

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        """Sets them without putting each together anew."""
        self.raw_headers = [*JSON_HEADERS, (b"content-length", b"%d" % len(self.body))]


def _json(answer: Model, status: int, headers: dict[str, str]) -> Response:
    return Response(msgspec.json.encode(answer), status, headers, "application/json")
