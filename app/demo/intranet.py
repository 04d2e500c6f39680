"""`flask serve` for the demonstration: it ends with it, however that ends."""

import os
import signal
import sys
import threading

from flask.cli import cli


def end_with_demo() -> None:
    """The pipe on our standard input closes when its writer is gone, killed too."""
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=end_with_demo, daemon=True).start()
    cli.main(["serve", *sys.argv[1:]], prog_name="flask")
