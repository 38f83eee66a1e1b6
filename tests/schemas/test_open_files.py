"""A server's limit of open files is raised as far as the system lets it, and never lowered."""

from __future__ import annotations

import subprocess
import sys

SAYS = """
import resource
from schemas.wire import open_files
resource.setrlimit(resource.RLIMIT_NOFILE, (100, 500))
told = []
for wanted in (300, 200, 9000):
    open_files.allow(wanted)
    told.append(resource.getrlimit(resource.RLIMIT_NOFILE))
print(told)
"""


def test_the_limit_grows_to_what_is_wanted_or_allowed_and_never_shrinks() -> None:
    done = subprocess.run([sys.executable, "-I", "-c", SAYS], capture_output=True, text=True)
    assert done.stdout.strip() == "[(300, 500), (300, 500), (500, 500)]", done.stderr
