"""A worker of gunicorn whose threads answer whole requests only, so that slow ones stop nobody.

gunicorn's own threads wait for what a client has not sent yet, without end: four connections that
send a byte now and then are enough to stop all pages. Here the loop that accepts connections also
gathers what comes in, of many connections at once, and gives a thread only a request whose head
has come in whole and whose body, where it is that of a form, has too. A file is read by a thread,
since it is not to be held in memory: by two threads at most, and within a time that follows from
its length. A client that does not take its answer is waited for so long and no longer.

Servers that gather by themselves were looked at: waitress has had no release for two years, and
uvicorn and hypercorn set no limit to how long a request may take to arrive.
"""

import selectors
import socket
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.util import write_error
from gunicorn.workers.gthread import TConn, ThreadWorker

from holdfast.web.uploads import LONGEST_FORM

# Seconds until a head, and the form that follows it, must have come in whole.
TO_ARRIVE = 20
# So many connections may be arriving; where one more comes, that which came first is closed.
MOST_ARRIVING = 400
LONGEST_HEAD = 64 * 1024
# Seconds in which a client must take its answer, beyond so much that the machine holds for it.
TO_TAKE = 30
HELD_FOR_IT = 1_000_000
# A file must come in at this many bytes a second, after the time that a form has.
SLOWEST_FILE = 50_000
# Files that are taken in at once. The other threads are for pages.
MOST_FILES, MOST_WAITING = 2, 20
# Seconds in which a client may read the last of its answer before the connection is closed.
TO_LINGER = 2
_REFUSED: Mapping[type[Exception], tuple[int, str]] = {
    LimitRequestLine: (414, "URI Too Long"),
    LimitRequestHeaders: (431, "Request Header Fields Too Large"),
}
_HEAD_ENDS = b"\r\n\r\n"
_PIECE = 64 * 1024


class Arriving(TConn):
    """A connection, with what has come in of its next request."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.begin()

    def begin(self) -> None:
        """Wait for a request from now on."""
        self.held = bytearray()
        self.until = time.monotonic() + TO_ARRIVE
        self.head = self.body = 0

    def is_whole(self) -> bool:
        """Whether a thread can answer without waiting."""
        if not self.head:
            ends = self.held.find(_HEAD_ENDS)
            if ends < 0:
                return False
            self.head = ends + len(_HEAD_ENDS)
            self.body = _length(bytes(self.held[:ends]))
        return self.is_file() or len(self.held) >= self.head + self.body

    def is_too_long(self) -> bool:
        """Whether the head is longer than any browser's."""
        return not self.head and len(self.held) > LONGEST_HEAD

    def is_file(self) -> bool:
        """Whether the body is longer than any form."""
        return self.body > LONGEST_FORM

    def give_to_parser(self) -> None:
        """Hand over what came in; of a file, let the rest take its time and no more."""
        self.init()
        self.parser.unreader.unread(bytes(self.held))
        seconds = TO_ARRIVE + self.body / SLOWEST_FILE
        until = time.monotonic() + seconds if self.is_file() else None
        self.parser.unreader.sock = Timed(self.sock, until)
        self.held.clear()

    def wait_for_data(self, timeout: float) -> bool:
        """It has come in already."""
        return True


class Timed:
    """A socket that is read from until a moment, and raises TimeoutError afterwards.

    Without a moment nothing more is read: what a thread may have has come in already.
    """

    def __init__(self, sock: socket.socket, until: float | None) -> None:
        self._sock, self._until = sock, until

    def recv(self, size: int) -> bytes:
        """What has come in, at most ``size`` bytes."""
        if self._until is None:
            return b""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        try:
            return self._sock.recv(size)
        finally:
            self._sock.settimeout(TO_TAKE)


class GatheringWorker(ThreadWorker):
    """gunicorn's threads, given whole requests."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._arriving: dict[Arriving, None] = {}  # that which came first is the first
        self._lingering: deque[Arriving] = deque()
        self._waiting_files: deque[Arriving] = deque()
        self._files = 0

    def accept(self, listener: Any) -> None:
        """Take in a connection and gather its first request."""
        try:
            sock, client = listener.accept()
        except OSError:
            return  # it has gone again
        # A page and a style sheet fit in: no thread waits for who does not take them.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, HELD_FOR_IT)
        self.nr_conns += 1
        self._gather(Arriving(self.cfg, sock, client, listener.getsockname()))

    def on_client_socket_readable(self, conn: Arriving, client: Any) -> None:
        """Another request begins on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._gather(conn)

    def handle(self, conn: Arriving) -> Any:
        """Answer a whole request, in a thread."""
        conn.give_to_parser()
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Arriving) -> Any:
        """Answer; a client that does not take its answer, or stops sending its file, is left."""
        conn.sock.settimeout(TO_TAKE)
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            return False

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Refuse what is no request without repeating it: gunicorn's own answer quotes it."""
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        status, reason = _REFUSED.get(type(exc), (400, "Bad Request"))
        with suppress(OSError):  # it is gone
            write_error(client, status, reason, "")

    def _keepalive_after(self, conn: Arriving, keepalive: Any) -> bool:
        """Keep no connection on which something is still to come that no page has asked for."""
        chunked = getattr(conn.parser.mesg.body.reader, "length", None) is None
        return not (chunked or conn.is_file()) and super()._keepalive_after(conn, keepalive)

    def finish_request(self, conn: Arriving, fs: Any) -> None:
        """Keep the connection for another request, or close it; let the next file in."""
        if conn.is_file():
            self._files -= 1
            if self._waiting_files:
                self._answer(self._waiting_files.popleft())
        keep = not fs.cancelled() and fs.exception() is None and fs.result()
        if keep and not conn.is_file() and not conn.parser.unreader.buf.getvalue():
            conn.begin()
            super().finish_request(conn, fs)
        else:
            self._linger(conn)

    def murder_pending(self) -> None:
        """Close what has taken too long to arrive. gunicorn calls it once a second."""
        now = time.monotonic()
        for conn in [one for one in self._arriving if one.until < now or not self.alive]:
            self._drop(conn)
        while self._lingering and self._lingering[0].until < now:
            self._end(self._lingering.popleft())

    def _gather(self, conn: Arriving) -> None:
        while len(self._arriving) >= MOST_ARRIVING:
            self._drop(next(iter(self._arriving)))
        conn.begin()
        conn.sock.setblocking(False)
        self._arriving[conn] = None
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._came_in, conn))

    def _came_in(self, conn: Arriving, _: Any) -> None:
        if conn not in self._arriving:
            return  # dropped by an event before this one
        piece = _received(conn.sock)
        if piece is None:
            return
        conn.held += piece
        whole = bool(piece) and conn.is_whole()
        if whole:
            self._forget(conn)
            self._answer(conn)
        elif not piece or conn.is_too_long():
            self._drop(conn)

    def _answer(self, conn: Arriving) -> None:
        if conn.is_file():
            if self._files >= MOST_FILES:
                self._waiting_files.append(conn)
                if len(self._waiting_files) > MOST_WAITING:
                    self._end(self._waiting_files.popleft())
                return
            self._files += 1
        self.enqueue_req(conn)

    def _forget(self, conn: Arriving) -> None:
        del self._arriving[conn]
        self.poller.unregister(conn.sock)

    def _drop(self, conn: Arriving) -> None:
        self._forget(conn)
        self._end(conn)

    def _linger(self, conn: Arriving) -> None:
        """Say that no more will come, and give the client a moment to read what it was sent.

        gunicorn waits for that itself, and would accept nobody meanwhile.
        """
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._end(conn)
            return
        conn.until = time.monotonic() + TO_LINGER
        self._lingering.append(conn)

    def _end(self, conn: Arriving) -> None:
        self.nr_conns -= 1
        conn.close()


def _received(sock: socket.socket) -> bytes | None:
    """What came in: nothing at its end, None where there is nothing yet."""
    try:
        return sock.recv(_PIECE)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def _length(head: bytes) -> int:
    """How long a body the head announces; gunicorn refuses a head that does not make sense.

    Without a length there is nothing that a page would read.
    """
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return 0
