"""Write the hashed locks in requirements/ from the .in files (needs uv; for whoever raises a version).

One lock serves Linux and Windows, Python 3.11 to 3.13. The later locks are constrained by the first, so
that the program is tested and frozen with the very versions that it is delivered with. No index address is
written: where packages come from is the machine's own setting. `--upgrade` raises every version that the
.in files allow.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
COMPILE = [
    "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet",
    "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--only-binary", ":all:",
]
# Each lock with the lock that binds its versions.
LOCKS = {"app": None, "build": "app", "test": "build"}


def main(options: list[str]) -> int:
    """Compile every lock; returns the exit code of the first that fails."""
    for name, bound in LOCKS.items():
        constraint = ["--constraint", f"{bound}.txt"] if bound else []
        command = [*COMPILE, *options, *constraint, f"{name}.in", "--output-file", f"{name}.txt"]
        if code := subprocess.run(command, cwd=FOLDER, check=False).returncode:
            return code
        print(f"requirements/{name}.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
