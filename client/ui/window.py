"""What the app knows of the window it is drawn in, so that a screen can be narrow or wide."""

from client.core.observe import observable
from client.ui.theme import WIDE_FROM

STEP = 80
"""Widths are rounded to this, so that dragging a window's edge does not draw everything at each pixel."""


@observable
class Window:
    """``width`` in logical pixels, ``sharpness`` in device pixels per logical one.

    ``still``: no motion wanted; ``front``: somebody can see it.
    """

    def __init__(self) -> None:
        self.width = 400
        self.sharpness = 1.0
        self.still = False
        self.dark = False
        self.front = True

    @property
    def wide(self) -> bool:
        """Whether there is room for a rail and two panes."""
        return self.width >= WIDE_FROM

    def resized(self, width: float) -> None:
        """Take a new width; changes nothing within the same step."""
        rounded = (
            int(width) - int(width) % STEP
            if width < WIDE_FROM
            else max(WIDE_FROM, int(width) - int(width) % STEP)
        )
        if rounded != self.width:
            self.width = rounded
