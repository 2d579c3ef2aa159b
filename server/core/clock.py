"""What time it is."""

import time


class Clock:
    """The machine's clock. Tests put a fixed one in its place."""

    def now(self) -> int:
        """Milliseconds since 1970 in UTC."""
        return time.time_ns() // 1_000_000
