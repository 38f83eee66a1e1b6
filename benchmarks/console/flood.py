"""`yes` watched by three browsers: is the page usable, and does another session's echo wait?

Three phones show a session that prints without end. Meanwhile keys are typed into a second session
in a fourth page, ten a second, as fast as people type. Browsers, hub, machine and this program
share the processors, so the measuring itself is kept small and apart, one phase after the other:

1. echo: nothing else is asked of the pages, and nothing in them counts frames;
2. composer: in one of the three a prompt is written, letter by letter, and its frame awaited;
3. frames: one of the three counts its frames, which makes it draw each of them;
4. *Interrupt* is tapped in a page that floods.

Each phase of typing tells what each process ran, and how long it stood in line for a processor.
"""

from __future__ import annotations

import argparse
import time

from playwright.sync_api import Page

from benchmarks.console.echo import KEYS, OBSERVE, PROGRAM, echo
from benchmarks.console.place import console, load, pss_mib
from benchmarks.console.processes import NOTHING, Used, used
from benchmarks.terminal import milliseconds, table
from tests.console.rig import DESKTOP, PHONE, Rig, chromium, context, known

WATCHERS = 3
KEY_EVERY_MS = 100
FRAMES = """(seconds) => new Promise((done) => {
  const took = [], began = performance.now();
  let last = began;
  const next = (now) => {
    took.push(now - last);
    last = now;
    if (now - began < 1000 * seconds) requestAnimationFrame(next);
    else done(took);
  };
  requestAnimationFrame(next);
})"""
LETTER = """(field) => new Promise((done) => {
  field.addEventListener("keydown", () => {
    const at = performance.now();
    field.addEventListener("input", () => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - at);
      port2.postMessage(0);
    }), { once: true });
  }, { once: true });
})"""
"""From the key to the end of the frame that shows its letter, both told by the page."""


def shown(page: Page, rig: Rig, session: str) -> Page:
    """The session's page, connected."""
    known(page, rig, where=f"/session?s=build-01/-/{session}")
    page.locator(".stat", has_text="Connected").wait_for()
    page.locator(".xterm-screen").wait_for()
    return page


class Typing:
    """Keys into the quiet session's page; remembers how many came, as the page counts them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._count = 0
        page.locator(".xterm-screen").click()
        page.evaluate(OBSERVE)

    def during(self, seconds: float) -> list[float]:
        """Seconds from each key to its painted echo."""
        found, began = [], time.perf_counter()
        while time.perf_counter() - began < seconds:
            self._count += 1
            found.append(echo(self._page, KEYS[self._count % 26], self._count)["painted"])
            self._page.wait_for_timeout(KEY_EVERY_MS)
        return found


def letters(page: Page, seconds: float) -> list[float]:
    """Seconds from each key in the composer to the frame that shows it."""
    found: list[float] = []
    field = page.get_by_label("Prompt", exact=True)
    field.click()
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        waits = field.evaluate_handle(f"(field) => ({{ told: ({LETTER})(field) }})")
        page.keyboard.press(KEYS[len(found) % 26])
        found.append(waits.evaluate("(one) => one.told") / 1000)
        waits.dispose()
        page.wait_for_timeout(KEY_EVERY_MS)
    return found


def measure(seconds: float) -> None:
    """Print the tables; `seconds` of each phase of typing."""
    with console() as rig, chromium() as browser:
        quiet = rig.run("--", "sh", "-c", PROGRAM)
        flood = rig.run("--", "sh", "-c", "read x; exec yes")
        typing = Typing(shown(context(browser, DESKTOP).new_page(), rig, quiet))
        typing.during(2)  # warm up
        before = typing.during(seconds / 2)
        pages = [shown(context(browser, PHONE).new_page(), rig, flood) for _ in range(WATCHERS)]
        calm = typing.during(seconds / 2)
        rig.cli("prompt", flood, "go")
        pages[0].locator(".xterm-rows", has_text="y").wait_for()
        at, began = used(rig, flood), time.perf_counter()
        during = typing.during(seconds)
        took = time.perf_counter() - began
        now, busy = used(rig, flood), load()
        written = letters(pages[0], seconds / 2)
        frames = pages[1].evaluate(FRAMES, 5)
        most = pss_mib(rig, "gateway")
        began = time.perf_counter()
        pages[0].get_by_role("button", name="Interrupt").first.click()
        rig.wait_ended(flood)
        stopped = 1000 * (time.perf_counter() - began)
    heads = ["key → painted echo of another session", "p50 ms", "p90", "p99", "worst", "aim"]
    table(
        heads,
        [
            ["alone", *milliseconds(before), ""],
            ["three more pages open, nothing printed", *milliseconds(calm), ""],
            ["while three browsers watch `yes`", *milliseconds(during), "p99 < 200"],
        ],
    )
    print()
    table(
        ["in a page that shows `yes`", "p50 ms", "p90", "p99", "worst"],
        [
            ["a letter in the composer, key to frame", *milliseconds(written)],
            ["from frame to frame", *milliseconds([one / 1000 for one in frames])],
        ],
    )
    print()
    shares = {name: one - at.get(name, NOTHING) for name, one in now.items()}
    table(["of a core, while `yes` is watched", "ran %", "stood in line %"], rows(shares, took))
    print(
        f"\n{took:.0f} s, {len(during)} keys; gateway {most:.0f} MiB PSS; "
        f"`yes` gone {stopped:.0f} ms after a tap on *Interrupt*; {busy}"
    )


def rows(shares: dict[str, Used], took: float) -> list[list[str]]:
    """Who ran most first; what ran less than half a hundredth is left out."""
    ordered = sorted(shares.items(), key=lambda one: -one[1].ran)
    return [
        [name, f"{100 * one.ran / took:.0f}", f"{100 * one.waited / took:.0f}"]
        for name, one in ordered
        if one.ran / took >= 0.005
    ]


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--seconds", type=float, default=30)
    measure(words.parse_args().seconds)
