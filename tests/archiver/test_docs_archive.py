"""docs/archive.md names each view with what it shows, and each file that there is."""

from __future__ import annotations

from pathlib import Path

from archiver.views import VIEWS
from tests.archiver.direct import Direct
from tests.archiver.machine import Journal

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "archive.md").read_text()


def test_every_view_stands_in_the_page_with_what_it_shows() -> None:
    missing = [f"| `{n}` | {m} |" for n, (m, _) in VIEWS.items() if f"| `{n}` | {m} |" not in PAGE]
    assert missing == []


def test_every_file_of_an_archive_stands_in_the_page(tmp_path: Path) -> None:
    direct, journal = Direct(tmp_path / "a"), Journal().fill(2)
    direct.bring(journal)
    direct.seal()
    direct.close()
    names = {path.name for path in (tmp_path / "a").iterdir()}
    unnamed = [n for n in names if n.split("-")[0] not in PAGE]
    assert len(names) >= 12 and unnamed == []
