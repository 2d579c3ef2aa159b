"""How much waits to be seen at each main place of the app, for the numbers on its navigation."""

from client.core.observe import observable


@observable
class Badges:
    """A number for each place, by its path; nothing where nothing waits. What waits below a place waits there too."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def of(self, path: str) -> int:
        """How much waits at a place."""
        return sum(n for place, n in self.counts.items() if place == path or place.startswith(f"{path}/"))

    def show(self, path: str, count: int) -> None:
        """So much waits at a place now."""
        if self.counts.get(path, 0) != count:
            self.counts[path] = count
