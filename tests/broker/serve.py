"""`python -m broker` with the tests' authority, for test_process.py; takes the same arguments."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from broker.__main__ import main
from tests.broker.rig import BookAuthority

if __name__ == "__main__":
    sys.exit(main(open_authority=lambda home: BookAuthority()))
