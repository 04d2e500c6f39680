"""The local Sheets server on a port: for the command line, and within a test."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sync.emulator.emulator import Emulator
from sync.emulator.messages import Request, Response
from sync.emulator.seeding import Tab, checkboxes, choices
from sync.emulator.shapes import Json

__all__ = ["Emulator", "Tab", "checkboxes", "choices", "running_emulator", "serve"]

HOST = "127.0.0.1"


class _Handler(BaseHTTPRequestHandler):
    """Carries one connection's requests to the emulator and its answers back."""

    protocol_version = "HTTP/1.1"
    # One segment for head and body, sent at once: else Nagle's algorithm and delayed
    # acknowledgements cost 40 ms a request (sheets-api.md 1).
    wbufsize = 65536
    disable_nagle_algorithm = True
    server: "_Server"

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, self.rfile.read(length))
        self._send(self.server.emulator.handle(request))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815

    def _send(self, response: Response) -> None:
        if response.dropped:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response_only(response.status)
        self.send_header("Date", self.date_time_string())
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != 204:
            self.send_header("Content-Type", response.kind)
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if response.status != 204:
            self.wfile.write(response.body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the emulator has a log of its own."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows a reused address would let two servers listen on one port.
    allow_reuse_address = os.name == "posix"
    request_queue_size = 128

    def __init__(self, port: int, emulator: Emulator) -> None:
        self.emulator = emulator
        super().__init__((HOST, port), _Handler)
        emulator.origin = f"http://{HOST}:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no error of the server's."""


def serve(port: int, data: Path | None = None, options: Json | None = None) -> None:
    """Serve on 127.0.0.1 until interrupted; with ``data`` everything is kept in that file.

    Raises OSError when the port is taken, sqlite3.OperationalError when another server holds the
    data file, ApiError for an unknown option.
    """
    emulator = Emulator(data, options)
    try:
        with _Server(port, emulator) as server:
            server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        emulator.store.close()


@contextmanager
def running_emulator(
    data: Path | None = None, options: Json | None = None, port: int = 0
) -> Iterator[Emulator]:
    """A server in this process on a free port; its address is ``emulator.origin``.

    >>> with running_emulator() as emulator:
    ...     _ = emulator.seed("bang-1", "Đoàn xã", [Tab("Tiến độ", [["TT", "Nội dung"]])])
    """
    emulator = Emulator(data, options)
    server = _Server(port, emulator)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield emulator
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        emulator.store.close()
