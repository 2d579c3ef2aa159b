"""Who wants to hear of what: calls kept by the name of a place, until their owner ends them."""

from collections.abc import Callable


class Heard:
    """``on(place, call)`` from now on, ``tell(place)`` each time; what ``on`` gives back ends it."""

    def __init__(self) -> None:
        self._calls: dict[str, list[Callable[[], object]]] = {}

    def on(self, place: str, call: Callable[[], object]) -> Callable[[], object]:
        calls = self._calls.setdefault(place, [])
        calls.append(call)
        return lambda: calls.remove(call) if call in calls else None

    def tell(self, place: str) -> None:
        for call in tuple(self._calls.get(place, ())):
            call()
