"""The short way to an endpoint, past the layers that most requests do not need."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send


class Direct:
    """Answers the endpoints whose path is fixed, or has numbers in it, at once.

    Taking them through all of Starlette's layers and routes took a tenth of the time of a page of the feed.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[Route]) -> None:
        self._app = app
        self._fixed: dict[tuple[str, str], Any] = {}
        self._numbered: dict[tuple[str, ...], tuple[Any, list[str]]] = {}
        for route in routes:
            parts = route.path.split("/")
            shape = ["0" if part.startswith("{") else part for part in parts]
            names = [part.strip("{}") for part in parts if part.startswith("{")]
            for method in route.methods or ():
                if names:
                    self._numbered[method, *shape] = route.endpoint, names
                else:
                    self._fixed[method, route.path] = route.endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is not in the table."""
        answer = self._answer_to(scope) if scope["type"] == "http" else None
        if answer is None:
            await self._app(scope, receive, send)
        else:
            response = await answer(Request(scope, receive))
            await response(scope, receive, send)

    def _answer_to(self, scope: Scope) -> Any:
        method, path = scope["method"], scope["path"]
        if answer := self._fixed.get((method, path)):
            return answer
        parts = path.split("/")
        shape = ["0" if part.isdecimal() else part for part in parts]
        answer, names = self._numbered.get((method, *shape), (None, []))
        if answer:
            scope["path_params"] = dict(zip(names, filter(str.isdecimal, parts), strict=True))
        return answer
