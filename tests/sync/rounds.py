"""Rounds among people at work: between any two requests somebody acts, the network fails."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from threading import Thread

from app.db import connect
from sync.emulator.messages import Request
from sync.engine import Engine
from sync.reports import RunReport, run_json
from tests.sync.people import People
from tests.sync.world import World

NOBODY = ""
"""Our own token at the local server: we call without one."""


class Crash(BaseException):
    """The process dies here."""


@dataclass
class Rounds(People):
    """Rounds of ours, and what else happens while they last."""

    rounds: int = 0
    faults: int = 0
    crashes: int = 0
    arrived: set[str] = field(default_factory=set)
    """Works whose rows we have added."""
    keyless: list[str] = field(default_factory=list)
    """Those of them that had no key at their first moment."""

    def run(
        self,
        acts: Callable[[int], Sequence[Callable[[], None]]] = lambda _: (),
        fault: Callable[[int], str | None] = lambda _: None,
        crash: int | None = None,
        go: Callable[[Engine], object] = Engine.run,
    ) -> None:
        """One round; before its nth request people `act`, that request meets the `fault`.

        The process dies at the step `crash`.
        """
        numbers = count()
        steps = count(1)
        failed: list[Exception] = []

        def hook(_request: Request) -> None:
            number = next(numbers)
            failed.extend(self._meanwhile(acts(number)))
            self._trouble(fault(number))

        def checkpoint(_step: str) -> None:
            if crash is not None and next(steps) > crash:
                self.crashes += 1
                raise Crash

        self.world.emulator.before_request = hook
        self.world.checkpoint = checkpoint
        try:
            with suppress(Crash):
                go(self.world.engine())
        finally:
            self.world.emulator.before_request = None
            self._trouble(None)
            self.world.checkpoint = lambda _step: None
        for error in failed:
            raise error
        self._look_at_new_rows()
        assert not self.keyless, self.keyless
        self.rounds += 1

    def _meanwhile(self, acts: Sequence[Callable[[], None]]) -> Iterator[Exception]:
        """What people do before a request of ours; gives what failed: the server would hide it."""
        if not acts and not self._awaited():
            return
        try:
            with self._in_this_thread():
                self._look_at_new_rows()
                for act in acts:
                    act()
        except Exception as error:  # noqa: BLE001 - raised as soon as the round has ended
            yield error

    @contextmanager
    def _in_this_thread(self) -> Iterator[None]:
        """The server's thread has a connection of its own to the database, while ours waits."""
        world, ours = self.world, self.world.db
        world.db = connect(world.path)
        world.db.conn.execute("PRAGMA synchronous = OFF")
        try:
            yield
        finally:
            world.db.close()
            world.db = ours

    def _trouble(self, do: str | None) -> None:
        """What happens to the very next request of ours; a delay is no fault."""
        emulator = self.world.emulator
        emulator.accounts.revoked.discard(NOBODY)
        emulator.faults.set([])
        if do == "401":
            emulator.accounts.revoke(NOBODY)
        elif do:
            emulator.faults.set([{"match": ".*", "times": 1, "do": do}])
        self.faults += bool(do) and not str(do).startswith("delay")

    def two_at_once(self) -> None:
        """Two processes begin a round at the same time."""
        thread = Thread(target=self._other)
        thread.start()
        self.world.engine().run()
        thread.join()
        self.rounds += 2

    def one_within_another(self, at: int) -> None:
        """A second process does its round while the first waits for the answer number `at`.

        The first holds the spreadsheet: the second touches nothing, and says so.
        """

        told: list[RunReport] = []

        def other(number: int) -> Sequence[Callable[[], None]]:
            return [lambda: told.append(self._other())] if number == at else []

        self.run(other)
        self.rounds += 1
        for one in map(run_json, told):
            assert {unit["outcome"] for unit in one["units"]} == {"held"}, one
            assert sum(one["requests"].values()) == 0, one

    def _other(self) -> RunReport:
        world = self.world
        db = connect(world.path)
        try:
            return World(db, world.emulator, world.clock, world.path).engine().run()
        finally:
            db.close()

    def _owed(self) -> bool:
        """Whether a write of ours is under way, or to be taken back."""
        some = self.world.db.conn.execute(
            "SELECT count(*) FROM (SELECT 1 FROM sync_debt UNION ALL SELECT 1 FROM sync_flight)"
        ).fetchone()
        return bool(some[0])

    def _awaited(self) -> set[str]:
        return self.kind.lacks() - self.arrived

    def _look_at_new_rows(self) -> None:
        """A row that we add has its key from its first moment on: nobody has touched it yet."""
        awaited = self._awaited()
        if not awaited or not self.whole():
            return
        body, columns = self.table()
        for _, line in body:
            name = str(line[columns["Nội dung"] - 1])
            if name in awaited:
                self.arrived.add(name)
                if self.key_of(name) not in line and not self._owed():
                    self.keyless.append(name)
