"""Pictures of the console for README and docs, taken of a real hub in a real browser.

`python -m tests.console.pictures FOLDER`, or `make screenshots`. Sessions on build-01 are real;
those of the two other machines are documents alone, so that the fleet looks like somebody's fleet.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from broker.steward import commands
from tests.console.crowd import Machine
from tests.console.rig import DESKTOP, PHONE, Rig, chromium, context, known
from tests.waiting import until

PLAYED = Path(__file__).with_name("played.py")
PROJECTS = ("web", "api", "infra")
PERSON = "ana"
QUALITY = 82
MOVING_QUALITY, FRAME_MS, MOST_FRAMES = 60, 140, 90
MOST_BYTES = 1_500_000
"""Of all pictures together: a README that loads on a phone."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the pictures show. Ids of sessions."""

    rig: Rig
    live: str
    ended: str


def still(page: Page) -> bytes:
    """The page as WebP."""
    with Image.open(io.BytesIO(page.screenshot())) as taken:
        out = io.BytesIO()
        taken.convert("RGB").save(out, "WEBP", quality=QUALITY, method=6)
    return out.getvalue()


def moving(frames: list[bytes]) -> bytes:
    """Frames, each for so long as nothing changed, as one animated WebP."""
    kept: list[Image.Image] = []
    lasts: list[int] = []
    for raw in frames:
        image = Image.open(io.BytesIO(raw)).convert("RGB")
        if kept and image.tobytes() == kept[-1].tobytes():
            lasts[-1] = min(lasts[-1] + FRAME_MS, 1_500)
            continue
        kept.append(image)
        lasts.append(FRAME_MS)
    lasts[-1] = 2_500
    out = io.BytesIO()
    kept[0].save(
        out,
        "WEBP",
        save_all=True,
        append_images=kept[1:],
        duration=lasts,
        loop=0,
        quality=MOVING_QUALITY,
        method=4,
    )
    return out.getvalue()


@contextlib.contextmanager
def project(root: Path) -> Iterator[Path]:
    """The folder of the project, for as long: /srv/web if that can be made, as pictures show it."""
    folder = Path("/srv/web")
    try:
        folder.mkdir()
    except OSError:
        folder = root / "web"
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def set_up(rig: Rig, folder: Path) -> Scene:
    """A person, a project, two real sessions that end, one that lives."""
    told = {"machine": "build-01", "projects": {"web": str(folder)}}
    commands.run(rig.home, "machine.projects", told)
    rig.add_user(PERSON, "admin")
    agent = folder / "agent"
    agent.write_text(f'#!/bin/sh\nexec {sys.executable} -I {PLAYED} "$@"\n')
    agent.chmod(0o755)

    def ran(title: str, *more: str) -> str:
        return rig.run("--title", title, "--", *more, cwd=folder)

    ended = ran("Read the clock once", "./agent", "done")
    broken = ran("Check the links of the docs", "sh", "-c", "echo 2 links lead nowhere; exit 1")
    live = ran("Mend the flaky log-in test", "./agent", "work")
    for session in (ended, broken):
        rig.wait_ended(session)
        rig.wait_archived(session)
    rig.wait_printed(live, "passes between")
    rig.cli("prompt", live, "yes, and run the tests")
    rig.wait_printed(live, "whole suite")
    return Scene(rig, live, ended)


def crowd(rig: Rig) -> list[Machine]:
    """Two more machines, one of which has gone to sleep."""
    build, laptop = Machine(rig, "build-02", PROJECTS), Machine(rig, "laptop", PROJECTS)
    now = time.time_ns() // 1000
    build.session(
        "api",
        title="Move invoices to the new table",
        phase="waiting",
        doing="asks: drop the old column?",
        branch="invoices",
        ago_s=140,
    )
    build.session(
        "infra",
        title="Renew the certificates",
        phase="running",
        agent="bash",
        version=None,
        attention=now - 60_000_000,
        doing="",
        ago_s=400,
    )
    build.session(
        "web",
        title="Make the search forgive typing errors",
        phase="working",
        doing="edits web/search.py",
        branch="search",
        ago_s=35,
    )
    build.session("api", title="Rate limits by key", phase="idle", branch="limits", ago_s=1900)
    laptop.session("web", title="Try the new editor", phase="idle", ago_s=9_000)
    laptop.close()
    return [build]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, where, how large, in which theme, and what to wait for."""

    name: str
    where: Callable[[Scene], str]
    size: dict[str, int]
    theme: str
    sign: str
    steps: Callable[[Page], object] = lambda page: None


def place(session: str) -> str:
    return f"/session?s=build-01/web/{session}"


def to_the_middle(page: Page) -> None:
    """Somewhere in the film, where it shows most."""
    slider = page.get_by_label("Where in the film")
    slider.evaluate("one => { one.value = 0.8 * one.max; one.dispatchEvent(new Event('input')) }")


def fit(page: Page) -> None:
    """Give the program this screen's size."""
    page.get_by_role("button", name="Fit").click()


SHOTS = (
    Shot("fleet-phone", lambda _: "/", PHONE, "light", "a.ses"),
    Shot("fleet-desktop", lambda _: "/", DESKTOP, "dark", "a.ses"),
    Shot("session-desktop", lambda s: place(s.live), DESKTOP, "light", ".xterm-rows", fit),
    Shot("session-phone", lambda s: place(s.live), PHONE, "dark", ".xterm-rows", fit),
    Shot(
        "film-desktop", lambda s: place(s.ended), DESKTOP, "dark", ".film .xterm-rows",
        to_the_middle,
    ),
    Shot("audit-phone", lambda _: "/audit?q=clock", PHONE, "light", "a.sb-row"),
    Shot("usage-desktop", lambda _: "/usage", DESKTOP, "light", "h1"),
    Shot("me-phone", lambda _: "/me", PHONE, "dark", "h1"),
)  # fmt: skip


def settled(page: Page) -> None:
    """Wait until nothing on the screen changes any more."""
    seen = [b""]

    def same() -> bool:
        page.wait_for_timeout(400)
        before, seen[0] = seen[0], page.screenshot()
        return before == seen[0]

    until(same, "a page at rest", 20)


def take(browser: Browser, scene: Scene, shot: Shot) -> bytes:
    inside = context(browser, shot.size, color_scheme=shot.theme, device_scale_factor=2)
    try:
        page = known(inside.new_page(), scene.rig, PERSON, shot.where(scene))
        page.locator(shot.sign).first.wait_for()
        shot.steps(page)
        settled(page)
        return still(page)
    finally:
        inside.close()


def steered(browser: Browser, scene: Scene) -> bytes:
    """Fleet → session → a prompt → what the program makes of it, on a phone."""
    inside = context(browser, PHONE, color_scheme="light", device_scale_factor=1.5)
    frames: list[bytes] = []

    def roll(page: Page, count: int) -> None:
        for _ in range(count):
            if len(frames) < MOST_FRAMES:
                frames.append(page.screenshot())
                page.wait_for_timeout(60)

    try:
        page = known(inside.new_page(), scene.rig, PERSON, "/")
        row = page.locator(f'a.ses[href$="{scene.live}"]')
        row.wait_for()
        settled(page)
        roll(page, 5)
        row.click()
        page.locator(".xterm-rows").wait_for()
        page.locator(".stat", has_text="Connected").wait_for()
        settled(page)
        roll(page, 4)
        field = page.get_by_label("Prompt", exact=True)
        field.click()
        for word in ("good. ", "now mend ", "the other one"):
            field.press_sequentially(word)
            roll(page, 2)
        page.get_by_role("button", name="Send the prompt").click()
        before = len(frames)
        while len(frames) < MOST_FRAMES and len(frames) - before < 50:
            roll(page, 1)
            if (page.locator(".xterm-rows").text_content() or "").count("whole suite") > 1:
                break
        roll(page, 4)
        return moving(frames)
    finally:
        inside.close()


def main(folder: Path) -> None:
    root = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp"))
    rig = Rig(root)
    machines: list[Machine] = []
    made: dict[str, bytes] = {}
    ended = contextlib.ExitStack()
    try:
        scene = set_up(rig.whole(), ended.enter_context(project(root)))
        machines += crowd(rig)
        with chromium() as browser:
            for shot in SHOTS:
                made[f"{shot.name}.webp"] = take(browser, scene, shot)
            made["steer-phone.webp"] = steered(browser, scene)
    finally:
        for machine in machines:
            machine.close()
        rig.down()
        ended.close()
        shutil.rmtree(root, ignore_errors=True)
    total = sum(map(len, made.values()))
    assert total <= MOST_BYTES, f"{total} bytes of pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (folder / name).write_bytes(data)
        print(f"{len(data) // 1024:5} KiB  {name}")
    print(f"{total // 1024:5} KiB  together")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
