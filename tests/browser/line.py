"""The wire between a browser and a server, to cut, to choke and to mend."""

import contextlib
import socket
import threading
import time


class Line:
    """A TCP relay: open pages at ``url`` instead of the server's own address."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.delay = 0.0
        """Seconds that everything takes on its way, in each direction."""
        self._open = True
        self._deaf = threading.Event()
        self._sockets: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Everything breaks off at once, and nothing gets through."""
        self._open = False
        self._drop()

    def choke(self) -> None:
        """Nothing gets through any more, and nobody is told: a tunnel, a router that forgot us."""
        self._deaf.set()

    def mend(self) -> None:
        """New connections work again. Those that were choked stay dead, as they do in life."""
        self._deaf = threading.Event()
        self._open = True

    def close(self) -> None:
        """For good."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                try:
                    if not self._open:
                        raise ConnectionRefusedError
                    far = socket.create_connection(("127.0.0.1", self.target))
                except OSError:
                    near.close()
                    continue
                self._sockets |= {near, far}
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._relay, args=(source, sink, self._deaf), daemon=True).start()

    def _relay(self, source: socket.socket, sink: socket.socket, deaf: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self.delay:
                    time.sleep(self.delay)
                if not deaf.is_set():
                    sink.sendall(data)
        for end in (source, sink):
            self._sockets.discard(end)
            _shut(end)

    def _drop(self) -> None:
        for end in list(self._sockets):
            _shut(end)


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
