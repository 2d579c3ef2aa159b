"""A video decoded and encoded anew as MP4 (H.264, AAC), no larger than a phone's screen, without any data about it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from server.core.refused import Refused
from wire.media import MAX_VIDEO_SECONDS, FileKind

if TYPE_CHECKING:
    import av

LONGEST_SIDE: Final = 1280
MOST_FRAMES: Final = MAX_VIDEO_SECONDS * 60
MOST_PIXELS: Final = 4096 * 2304
HOW: Final = {"crf": "26", "preset": "veryfast"}
TURNS: Final = {90: ("cclock",), -90: ("clock",), 180: ("clock", "clock"), -180: ("clock", "clock")}
"""Degrees by which a phone says that its picture is turned, and how to turn it back."""


def remade_video(source: Path, target: Path) -> FileKind:
    """Raises ``Refused``: ``video_off``, ``video_too_long`` (facts ``limit``, in seconds), ``file_damaged``."""
    try:
        import av  # noqa: PLC0415 - an extra: without it a school takes no videos
    except ImportError:
        raise Refused("video_off", 422) from None
    try:
        with av.open(str(source), metadata_errors="ignore") as old, av.open(str(target), "w", "mp4") as new:
            _Remake(av, old, new).run()
    except (av.FFmpegError, ValueError, IndexError, MemoryError):
        raise Refused("file_damaged", 422) from None
    return FileKind.VIDEO


class _Remake:
    """From one container to the other, frame by frame."""

    def __init__(
        self, library: Any, old: "av.container.InputContainer", new: "av.container.OutputContainer"
    ) -> None:
        self._av, self._old, self._new = library, old, new
        self._picture = old.streams.video[0]
        self._sound = next(iter(old.streams.audio), None)
        self._graph: Any = None
        self._out: Any = None
        self._voice: Any = None
        self._frames = 0

    def run(self) -> None:
        if self._old.duration and self._old.duration / self._av.time_base > MAX_VIDEO_SECONDS:
            raise Refused("video_too_long", 413, limit=MAX_VIDEO_SECONDS)
        if self._picture.width * self._picture.height > MOST_PIXELS:
            raise Refused("picture_too_large", 413, limit=MOST_PIXELS)
        for frame in self._old.decode(*[stream for stream in (self._picture, self._sound) if stream]):
            if isinstance(frame, self._av.VideoFrame):
                self._see(frame)
            elif self._out is not None:
                self._mux(self._voice, frame)
        if self._out is None:
            raise Refused("file_damaged", 422)
        self._mux(self._out, None)
        if self._voice is not None:
            self._mux(self._voice, None)

    def _see(self, frame: Any) -> None:
        self._frames += 1
        if self._frames > MOST_FRAMES or (frame.time or 0) > MAX_VIDEO_SECONDS:
            raise Refused("video_too_long", 413, limit=MAX_VIDEO_SECONDS)
        if self._graph is None:
            self._begin(frame)
        self._graph.push(frame)
        self._mux(self._out, self._graph.pull())

    def _begin(self, frame: Any) -> None:
        """The first frame says how large the picture is and how it is turned."""
        width, height = _fitting(frame.width, frame.height)
        steps = [("scale", f"{width}:{height}"), ("format", "yuv420p")]
        steps += [("transpose", turn) for turn in TURNS.get(round(frame.rotation), ())]
        self._graph = self._av.filter.Graph()
        nodes = [self._graph.add_buffer(template=self._picture)]
        nodes += [self._graph.add(name, how) for name, how in steps]
        nodes.append(self._graph.add("buffersink"))
        self._graph.link_nodes(*nodes).configure()
        if len(TURNS.get(round(frame.rotation), ())) == 1:
            width, height = height, width
        rate = min(self._picture.average_rate or 25, 30)
        self._out = self._new.add_stream("libx264", rate=rate, options=dict(HOW))
        self._out.width, self._out.height, self._out.pix_fmt = width, height, "yuv420p"
        self._out.codec_context.time_base = self._picture.time_base
        if self._sound is not None:
            self._voice = self._new.add_stream("aac", rate=44_100)

    def _mux(self, stream: Any, frame: Any) -> None:
        for packet in stream.encode(frame):
            self._new.mux(packet)


def _fitting(width: int, height: int) -> tuple[int, int]:
    """The size to encode: even numbers, the longest side within the limit."""
    share = min(1.0, LONGEST_SIDE / max(width, height))
    return max(2, int(width * share) // 2 * 2), max(2, int(height * share) // 2 * 2)
