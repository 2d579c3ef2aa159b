"""Whole screens without a browser: Flet's own session and components, read and tapped by a test.

Stands on inner parts of the pinned version of Flet, so all that knows them is in this file.
"""

import asyncio
import dataclasses
import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, Self, TypeVar

import flet as ft
import msgpack  # type: ignore[import-untyped]
from flet.components.public_utils import unwrap_component
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    Message,
    MessageAction,
    RegisterClientResponseBody,
    configure_encode_object_for_msgpack,
)
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

DEVICE = {"browser_name": "chrome", "locales": [{"language_code": "en", "country_code": "GB"}]}
"""What a British browser says of itself."""

C = TypeVar("C", bound=BaseControl)


class Wire(Connection):
    """The line to a client that is not there: what is sent is packed as for a real one, and counted."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.loop = asyncio.get_running_loop()
        self.pubsubhub = PubSubHub(loop=self.loop)
        self.page_url = "http://school.test"
        self.page_name = ""
        self.session: Session | None = None
        self.sent: list[tuple[MessageAction, Any, int]] = []
        self.answers: dict[str, Any] = {"get_device_info": DEVICE}
        """What the client answers to methods that the app calls on it, by the method's name; else nothing."""
        self.lost: set[str] = set()
        """Methods that never reach the client, as on a line that breaks at that moment."""
        self._calls: set[asyncio.Task[None]] = set()

    def send_message(self, message: Message) -> None:
        packed = msgpack.packb(
            [message.action, message.body],
            default=configure_encode_object_for_msgpack(BaseControl),  # type: ignore[no-untyped-call]
        )
        self.sent.append((message.action, message.body, len(packed)))
        if message.action is MessageAction.INVOKE_METHOD and message.body.name not in self.lost:
            self._later(self._answer(message.body))

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)

    async def _answer(self, call: Any) -> None:
        assert self.session is not None
        self.session.handle_invoke_method_results(
            call.control_id, call.call_id, self.answers.get(call.name), None
        )
        if call.name == "push_route":
            page = self.session.page
            self.session.apply_patch(page._i, {"route": call.args["route"]})
            await page._trigger_event("route_change", {"route": call.args["route"]})


class Screen:
    """One page as somebody has it before them. ``await Screen().open(main)`` starts an app in it."""

    def __init__(
        self, route: str = "/", width: int = 400, height: int = 800, *, platform: str = "linux"
    ) -> None:
        self.wire = Wire()
        self.session = Session(self.wire)
        self.wire.session = self.session
        self.page = self.session.page
        self._start = {"route": route, "web": True, "platform": platform, "width": width, "height": height}

    async def open(self, main: Callable[[ft.Page], Any]) -> Self:
        """Do what happens when a client connects."""
        _context_page.set(self.page)
        self.session.apply_page_patch(self._start)
        drawn = self.session.get_page_patch()  # type: ignore[no-untyped-call]
        answer = RegisterClientResponseBody(session_id=self.session.id, page_patch=drawn, error="")
        self.wire.send_message(Message(MessageAction.REGISTER_CLIENT, answer))
        started = main(self.page)
        if inspect.isawaitable(started):
            await started
        await self.session.after_event(self.page)
        return await self.settle()

    async def draw(self, component: Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Show one component alone on the page."""
        return await self.open(lambda page: page.render(component, *args, **kwargs))

    async def draw_views(self, component: Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Show a component that gives whole views."""
        return await self.open(lambda page: page.render_views(component, *args, **kwargs))

    async def settle(self, seconds: float = 0.05) -> Self:
        """Let what was started be drawn."""
        for _ in range(10):
            await asyncio.sleep(seconds / 10)
        return self

    async def until(self, true: Callable[[], Any], seconds: float = 10.0) -> Self:
        """Wait until the screen is as the test says; fail if it never is."""
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110 what is awaited is the app's own work, which tells nobody
                await asyncio.sleep(0.005)
        return self

    # reading

    def _drawn(self) -> list[Any]:
        """The views, and the dialogs that lie over them."""
        dialogs = self.page._dialogs.controls
        return [self.page.views, *(one for one in dialogs if isinstance(one, ft.AlertDialog) and one.open)]

    def all(self, kind: type[C], **fields: Any) -> list[C]:
        """The controls of a kind with these fields, in the order of the tree."""
        return [
            control
            for control in _walk(self._drawn())
            if isinstance(control, kind)
            and all(getattr(control, name, None) == value for name, value in fields.items())
        ]

    def one(self, kind: type[C], **fields: Any) -> C:
        """The only one of its kind."""
        found = self.all(kind, **fields)
        if len(found) != 1:
            raise AssertionError(f"{len(found)} of {kind.__name__} {fields} on the screen: {self.words()}")
        return found[0]

    def words(self) -> list[str]:
        """All words on the screen, in the order of the tree: texts, labels of buttons and of fields."""
        return [word for control in _walk(self._drawn()) for word in _words_of(control)]

    def sees(self, words: str) -> bool:
        """Whether some text on the screen is exactly this."""
        return words in self.words()

    def named(self, name: str) -> BaseControl:
        """The control with a handler that a screen reader calls ``name``."""
        found = [control for control in _walk(self._drawn()) if _acts(control) and name in _names_of(control)]
        if len(found) != 1:
            raise AssertionError(f"{len(found)} controls are named {name!r}: {self.words()}")
        return found[0]

    # doing

    async def tap(self, target: str | BaseControl) -> Self:
        """Tap a control, or the one that a screen reader calls by this name."""
        control = self.named(target) if isinstance(target, str) else target
        event = "click" if getattr(control, "on_click", None) is not None else "tap"
        return await self.fire(control, event)

    async def type(self, label: str, words: str) -> Self:
        """Write into the field with this label (or hint)."""
        fields = [f for f in self.all(ft.TextField) if label in (_plain(f.label), _plain(f.hint_text))]
        if len(fields) != 1:
            raise AssertionError(f"{len(fields)} fields are labelled {label!r}: {self.words()}")
        self.session.apply_patch(fields[0]._i, {"value": words})
        return await self.fire(fields[0], "change", words)

    async def fire(self, control: BaseControl, event: str, data: Any = None) -> Self:
        """Any event of a control, as the client would send it."""
        await self.session.dispatch_event(control._i, event, data)
        return await self.settle()

    async def go(self, route: str) -> Self:
        """Type an address into the browser."""
        self.session.apply_patch(self.page._i, {"route": route})
        await self.page._trigger_event("route_change", {"route": route})
        return await self.settle()

    async def close(self) -> None:
        """Close the tab."""
        await self.session.disconnect(0)
        self.session.close()  # type: ignore[no-untyped-call]
        await asyncio.sleep(0)

    @property
    def bytes_sent(self) -> int:
        """How much went over the wire so far."""
        return sum(size for _, _, size in self.wire.sent)


def _walk(control: Any) -> list[BaseControl]:
    """All controls under one, in the order of the tree, with components taken out of their wrapping."""
    found: list[BaseControl] = []
    _gather(control, found)
    return found


def _gather(control: Any, found: list[BaseControl]) -> None:
    control = unwrap_component(control)
    if isinstance(control, list | tuple):
        for one in control:
            _gather(one, found)
    elif isinstance(control, BaseControl):
        found.append(control)
        # What was never set holds nothing, and nearly all fields never were.
        kind: Any = type(control)
        given, own = control._values, control.__dict__
        for name in _shown_fields(kind):
            value = given[name] if name in given else own.get(name)
            if isinstance(value, BaseControl | list | tuple):
                _gather(value, found)


@cache
def _shown_fields(kind: Any) -> list[str]:
    """The fields of a kind of control in which others may stand."""
    fields = dataclasses.fields(kind)
    return [one.name for one in fields if not one.name.startswith("_") and not one.metadata.get("skip")]


def _words_of(control: BaseControl) -> list[str]:
    if isinstance(control, ft.Text):
        spans = "".join(str(span.text or "") for span in control.spans or [])
        return [f"{control.value or ''}{spans}"]
    words = [
        _plain(getattr(control, name, None)) for name in ("content", "title", "label", "hint_text", "error")
    ]
    return [word for word in words if word]


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _acts(control: BaseControl) -> bool:
    handlers = (getattr(control, name, None) for name in ("on_click", "on_tap"))
    return any(handler is not None for handler in handlers)


def _names_of(control: BaseControl) -> list[str]:
    """What a screen reader says for a control: its own words, its tooltip, and what is inside it."""
    names = []
    for one in _walk(control):
        names += _words_of(one)
        tooltip = getattr(one, "tooltip", None)
        names += [_plain(tooltip), _plain(getattr(tooltip, "message", None))]
        names += [_plain(getattr(one, name, None)) for name in ("semantics_label", "text")]
    return [name for name in names if name]
