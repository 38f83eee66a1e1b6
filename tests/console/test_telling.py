"""What an open page is told of its person's wishes."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from console import telling
from console.hub import preferences
from console.hub.preferences import Subscription, Trouble
from schemas.wire.layout import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = Home(tmp_path)
    monkeypatch.setattr(telling, "_installed", SimpleNamespace(home=made))
    return made


def test_only_browsers_that_push_reaches_keep_pages_from_notifying(home: Home) -> None:
    def browser(name: str, trouble: Trouble | None) -> Subscription:
        return Subscription(
            id=name,
            endpoint=f"https://push.example/{name}",
            p256dh="B" * 87,
            auth="A" * 22,
            since=1,
            trouble=trouble,
        )

    well, ill = browser("b-1", None), browser("b-2", Trouble(at=2, why="it answers 500"))
    preferences.update(
        home, "ana", lambda before: before.model_copy(update={"browsers": [well, ill]})
    )
    found = telling.wishes("ana")
    assert found["pushes"] == [well.digest]
    assert "push.example" not in str(found), "an endpoint is a secret"
    assert found["waiting"] is True and found["sound_needs"] is False


def test_wishes_that_cannot_be_read_tell_nothing(home: Home) -> None:
    preferences.update(home, "ana", lambda before: before.model_copy(update={"details": True}))
    preferences.path_of(home, "ana").write_text("{")
    assert telling.wishes("ana") == {}
