"""Puts the server together: the only module that knows every feature."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Lifespan

import server.accounts.jobs
import server.accounts.routes
import server.calendar.feeds
import server.calendar.routes
import server.calls.routes
import server.forms.collation_routes
import server.forms.downloads
import server.forms.routes
import server.guidance.jobs
import server.guidance.routes
import server.hours.jobs
import server.hours.routes
import server.library.routes
import server.media.jobs
import server.media.routes
import server.messages.routes
import server.notifications.jobs
import server.notifications.routes
import server.points.routes
import server.safeguarding.downloads
import server.safeguarding.exporting
import server.safeguarding.routes
import server.school.jobs
import server.school.routes
import server.stories.routes
from server import snapshot
from server.accounts.passwords import Passwords
from server.calendar.events import renderers as calendar_renderers
from server.calendar.notices import sources as calendar_sources
from server.calls.events import renderers as call_renderers
from server.core import housekeeping
from server.core.clock import Clock
from server.core.config import Settings
from server.core.context import Context, Viewers
from server.core.db import Database, Tx
from server.core.direct import Direct
from server.core.feed import Hub, Renderer
from server.core.files import Files
from server.core.http import Bound, guarded, routes_of
from server.core.http import Handler as RequestHandler
from server.core.jobs import Handler, Runner
from server.core.live import live_routes
from server.core.refused import not_found
from server.core.school_file import SchoolFile, school_file
from server.core.wake import listen
from server.core.whence import BehindProxy, Gatehouse, Networks
from server.forms.answering import ANSWER
from server.forms.events import renderers as form_renderers
from server.forms.notices import sources as form_sources
from server.forms.viewing import note_handed_out
from server.guidance.book import Guide, open_guide
from server.hours.actions import plan_next
from server.hours.events import renderers as hours_renderers
from server.hours.queries import disturb_from as staff_disturb_from
from server.hours.queries import seen_from
from server.hours.viewing import admission, note_exception
from server.library.events import renderers as library_renderers
from server.library.notices import sources as library_sources
from server.library.terms import plan_indexing
from server.media.file_routes import file_routes
from server.media.remaking import Remaking
from server.media.worker import Pictures
from server.messages.events import renderers as message_renderers
from server.messages.notices import sources as message_sources
from server.migrations import migrate
from server.notifications.post import Post, make_post
from server.notifications.rules import DisturbFrom
from server.notifications.sources import Sources
from server.points.events import renderers as point_renderers
from server.points.notices import sources as point_sources
from server.points.skills import begin_skills
from server.safeguarding.events import renderers as safeguarding_renderers
from server.school.actions import Beginnings
from server.school.modules import switched_off
from server.school.routes import DemoPeople
from server.school.viewing import identifier
from server.stories.events import renderers as story_renderers
from server.stories.notices import sources as story_sources
from server.translation.build import build_translator
from server.translation.events import renderers as text_renderers
from server.translation.phrasebook import Phrasebook
from server.translation.translator import SLOW, Translator
from wire.modules import Module, module_of_notice
from wire.notifications import NoticeKind

log = logging.getLogger(__name__)


class WebShell(Protocol):
    """The web app around the API."""

    def routes(self) -> list[BaseRoute]:
        """What is served besides the API; the last one answers for every address that is left."""

    def running(self) -> AbstractAsyncContextManager[None]:
        """What must be open while the server runs."""


@dataclass(frozen=True)
class Server:
    """A school's server, ready to be started: its context, its workers, its web application."""

    context: Context
    runner: Runner
    app: Starlette


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    shell: Callable[[Context], WebShell] | None = None,
    demo_people: DemoPeople | None = None,
    disturb_from: DisturbFrom = staff_disturb_from,
) -> Server:
    """Opens the school's data and puts everything together. Nothing runs before the application starts.

    ``shell`` makes the web app around the API; ``demo_people`` names who has a card in a demo;
    ``disturb_from`` says when a member of staff may be told of anything.
    """
    written = school_file(settings.data)
    context = _open(settings, clock or Clock(), written)
    phrasebook = Phrasebook()
    translator = build_translator(context, phrasebook, [plan_indexing])
    post = make_post(context, _sources(context.clock), disturb_from, written)
    runner = _runner(context, translator, post)
    passwords, pictures, remaking = Passwords(), Pictures(context.files), Remaking(context.files)
    watches = {ANSWER: note_handed_out}
    web = shell(context) if shell else None
    table = routes_of(context, _bound(context, demo_people, phrasebook, post))
    routes = [
        Route("/healthz", _healthz),
        *live_routes(context),
        *server.accounts.routes.raw_routes(context, passwords),
        *server.media.routes.raw_routes(context, pictures, watches),
        *file_routes(context, remaking, watches),
        *server.notifications.routes.raw_routes(post),
        *_downloads(context),
        *table,
        Route("/v1/{path:path}", guarded(_nothing_here), methods=["GET", "POST"]),
        *(web.routes() if web else []),
    ]
    lifespan = _lifespan(
        context, runner, web, translator, [passwords.close, pictures.close, remaking.close, translator.close]
    )
    middleware = [Middleware(BehindProxy, trusted=written.proxies()), Middleware(Direct, routes=table)]
    return Server(context, runner, Starlette(routes=routes, middleware=middleware, lifespan=lifespan))


def _downloads(context: Context) -> list[Route]:
    return [
        *server.safeguarding.downloads.raw_routes(context),
        *_within(context, Module.CALENDAR, server.calendar.feeds.raw_routes(context)),
        *_within(context, Module.FORMS, server.forms.downloads.raw_routes(context)),
    ]


def _within(context: Context, module: Module, routes: list[Route]) -> list[Route]:
    """Downloads of one part of Bookbag, which are not there while the school has it switched off (spec 14.5)."""

    def behind(handler: RequestHandler) -> RequestHandler:
        async def answer(request: Request) -> Response:
            if module in await context.db.aread(switched_off):
                raise not_found()
            return await handler(request)

        return guarded(answer)

    return [Route(route.path, behind(route.endpoint), methods=route.methods) for route in routes]


def _open(settings: Settings, clock: Clock, written: SchoolFile) -> Context:
    settings.data.mkdir(parents=True, exist_ok=True)
    secret = settings.secret()
    db = Database(settings.database_url, clock, settings.threads)
    migrate(db.engine)
    db.held[Guide] = open_guide(settings.data)
    db.held[Beginnings] = Beginnings((begin_skills,))
    gatehouse = Gatehouse(Networks(written.staff.networks))
    admit = admission(watches=gatehouse.watches)
    return Context(
        settings=settings,
        clock=clock,
        db=db,
        files=Files(settings.data / "files"),
        secret=secret,
        viewers=Viewers(db, clock, identifier(db), admit, note_exception),
        hub=Hub(db, _renderers(clock), _parts_of_events(clock)),
        gatehouse=gatehouse,
    )


def _bound(
    context: Context, demo_people: DemoPeople | None, phrasebook: Phrasebook, post: Post
) -> list[Bound]:
    return [
        *server.accounts.routes.routes(context),
        *server.notifications.routes.routes(post),
        *server.school.routes.routes(context, demo_people),
        *server.hours.routes.routes(context),
        *server.stories.routes.routes(context),
        *server.messages.routes.routes(context, phrasebook, seen_from),
        *server.calendar.routes.routes(context),
        *server.calls.routes.routes(context),
        *server.forms.routes.routes(context),
        *server.forms.collation_routes.routes(context),
        *server.library.routes.routes(context),
        *server.points.routes.routes(context),
        *server.guidance.routes.routes(context),
        *server.safeguarding.routes.routes(context),
        *snapshot.routes(context),
    ]


def _renderers(clock: Clock) -> dict[str, Renderer]:
    found = {
        **hours_renderers(clock),
        **story_renderers(),
        **safeguarding_renderers(),
        **text_renderers(),
        **server.notifications.jobs.renderers(_sources(clock)),
    }
    for renderers in _renderers_of_modules(clock).values():
        found |= renderers
    return found


def _renderers_of_modules(clock: Clock) -> dict[Module, dict[str, Renderer]]:
    """What is told of each part that a school may switch off: nothing while it is off (spec 14.5)."""
    return {
        Module.CALENDAR: calendar_renderers(),
        Module.CALLS: call_renderers(),
        Module.FORMS: form_renderers(),
        Module.LIBRARY: library_renderers(),
        Module.MESSAGES: message_renderers(clock),
        Module.POINTS: point_renderers(clock),
    }


def _parts_of_events(clock: Clock) -> dict[str, str]:
    return {kind: module for module, kinds in _renderers_of_modules(clock).items() for kind in kinds}


def _sources(clock: Clock) -> Sources:
    """What can be new, by its kind. Of a part that is switched off nothing is left to say (spec 14.5)."""
    found = {
        **story_sources(), **message_sources(), **point_sources(), **calendar_sources(), **library_sources(clock),
        **form_sources(clock),
    }  # fmt: skip
    return {kind: source.unless(partial(_is_off, kind)) for kind, source in found.items()}


def _is_off(kind: str, conn: sa.Connection) -> bool:
    module = module_of_notice(NoticeKind(kind))
    return module is not None and module in switched_off(conn)


def _runner(context: Context, translator: Translator, post: Post) -> Runner:
    return Runner(
        context.db,
        _handlers(context, translator, post),
        threads=context.settings.job_threads,
        slow=SLOW,
        apart=server.notifications.jobs.APART,
        together=server.notifications.jobs.together(post),
    )


def _handlers(context: Context, translator: Translator, post: Post) -> dict[str, Handler]:
    return {
        **housekeeping.handlers(context.db),
        **server.accounts.jobs.handlers(context),
        **server.forms.routes.job_handlers(context),
        **server.guidance.jobs.handlers(context),
        **server.hours.jobs.handlers(context),
        **server.media.jobs.handlers(context),
        **server.notifications.jobs.handlers(post),
        **server.safeguarding.exporting.handlers(context),
        **server.library.routes.job_handlers(context),
        **server.points.routes.job_handlers(context),
        **server.school.jobs.handlers(context),
        **server.stories.routes.job_handlers(context),
        **translator.job_handlers(),
    }


def _lifespan(
    context: Context,
    runner: Runner,
    web: WebShell | None,
    translator: Translator,
    closers: list[Callable[[], None]],
) -> Lifespan[Starlette]:
    def begin(tx: Tx) -> None:
        housekeeping.plan_tidying(tx, tx.now)
        server.accounts.jobs.plan_forgetting(tx, tx.now)
        server.media.jobs.plan_sweep(tx, tx.now)
        plan_next(tx)
        server.notifications.jobs.plan_forgetting(tx, tx.now)
        server.safeguarding.exporting.plan_sweep(tx, tx.now)
        translator.begin(tx)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        db = context.db
        await context.hub.begin()
        tasks = [asyncio.create_task(context.hub.run())]
        if not db.is_sqlite:
            tasks.append(asyncio.create_task(listen(context.settings.database_url, context.hub.wake)))
        db.on_event, db.on_job = context.hub.wake, runner.wake
        await db.awrite(begin)
        runner.start()
        async with web.running() if web else nullcontext():
            yield
        context.hub.end_all()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for stop in (runner.stop, *closers, db.close):
            await asyncio.to_thread(stop)

    return lifespan


async def _nothing_here(request: Request) -> Response:
    raise not_found()


async def _healthz(request: Request) -> Response:
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})
