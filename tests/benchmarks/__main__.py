"""Run every benchmark: `python -m tests.benchmarks [word in its name]`."""

import runpy
import sys
from pathlib import Path

wanted = sys.argv[1] if len(sys.argv) > 1 else ""
for path in sorted(Path(__file__).parent.glob("bench_*.py")):
    if wanted in path.stem:
        sys.stdout.write(f"\n== {path.stem.removeprefix('bench_')}\n")
        sys.stdout.flush()
        runpy.run_path(str(path), run_name="__main__")
