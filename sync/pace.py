"""Keeps below Google's quota: one pace for all workers that use one key."""

import time
from collections.abc import Callable
from pathlib import Path

from pyrate_limiter import Duration, InMemoryBucket, Rate, RateItem
from pyrate_limiter.abstracts import AbstractBucket
from pyrate_limiter.buckets.sqlite_bucket import SQLiteBucket

BUCKETS = ("drive", "reads", "writes")
DRIVE_PER_MINUTE = 60


def buckets_in_memory(reads: int = 55, writes: int = 55) -> dict[str, AbstractBucket]:
    """A pace for one process."""
    return {name: InMemoryBucket([rate]) for name, rate in _rates(reads, writes).items()}


def buckets_in_file(path: Path, reads: int = 55, writes: int = 55) -> dict[str, AbstractBucket]:
    """A pace shared by every process that names the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        name: SQLiteBucket.init_from_file(
            [rate], table=f"pace_{name}", db_path=str(path), use_file_lock=True
        )
        for name, rate in _rates(reads, writes).items()
    }


def _rates(reads: int, writes: int) -> dict[str, Rate]:
    per_minute = {"drive": DRIVE_PER_MINUTE, "reads": reads, "writes": writes}
    return {name: Rate(per_minute[name], Duration.MINUTE) for name in BUCKETS}


class Pace:
    """Lets a request through when the last minute has room for it.

    `now` gives seconds since the epoch and `sleep` waits: both may be a virtual clock's.
    """

    def __init__(
        self,
        buckets: dict[str, AbstractBucket],
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.buckets, self.now, self.sleep = buckets, now, sleep
        self._held_until = 0.0

    def take(self, name: str) -> None:
        """Wait for room in the bucket, then take it."""
        held = self._held_until - self.now()
        if held > 0:
            self.sleep(held)
        bucket = self.buckets[name]
        while True:
            item = RateItem(name, int(self.now() * 1000))
            if bucket.put(item):
                bucket.leak(item.timestamp)
                return
            self.sleep(max(1, int(str(bucket.waiting(item)))) / 1000 + 0.005)

    def hold(self, seconds: float) -> None:
        """Nobody of this process sends anything for so long."""
        self._held_until = max(self._held_until, self.now() + seconds)

    def close(self) -> None:
        for bucket in self.buckets.values():
            bucket.close()
