"""Writes the golden files: `python -m tests.schemas.golden`.

A change that shows there is a change of the protocol; read the diff before you commit it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.schemas.examples import golden

FOLDER = Path(__file__).parent / "golden"


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, data in golden():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
