"""Keystroke → painted echo in the browser: our session page beside ttyd's, a key of each in turn.

Both run `cat` in raw mode, and both draw with xterm.js's DOM renderer, so that the same observer
can see a row change in both. A key is pressed as the browser's own input; time runs from its
`keydown` to the change of a row (*in the page*) and to the end of the next frame (*painted*). Ours
goes browser → gateway → broker → daemon → host and back, ttyd's from the browser to ttyd.

`--ttyd PATH` names a ttyd, 1.7 or later; without it ours runs alone.
"""

from __future__ import annotations

import argparse
import contextlib
import socket
import subprocess
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from benchmarks.console.place import console, load
from benchmarks.terminal import milliseconds, percentile, table
from tests.console.rig import DESKTOP, chromium, context, known
from tests.ports import free_port
from tests.waiting import until

PROGRAM = "stty raw -echo; exec cat"
KEYS = "abcdefghijklmnopqrstuvwxyz"
OBSERVE = """() => {
  const find = (root) => {
    const found = root.querySelector(".xterm-rows");
    if (found) return found;
    for (const one of root.querySelectorAll("*")) {
      const inside = one.shadowRoot && find(one.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const rows = find(document), told = [];
  let waits = null;
  addEventListener("keydown", () => { waits = { at: performance.now(), was: rows.textContent }; },
                   true);
  const { port1, port2 } = new MessageChannel();
  new MutationObserver(() => {
    if (!waits || rows.textContent === waits.was) return;
    const one = { page: performance.now() - waits.at, painted: 0 }, { at } = waits;
    waits = null;
    // A task that is posted from a frame's callback runs when that frame has been drawn.
    requestAnimationFrame(() => {
      port1.onmessage = () => { one.painted = performance.now() - at; told.push(one); };
      port2.postMessage(0);
    });
  }).observe(rows, { subtree: true, childList: true, characterData: true });
  window.echoes = told;
  return true;
}"""

TOLD = """(count) => new Promise((done) => {
  const look = () => {
    const last = window.echoes.at(-1);
    if (window.echoes.length >= count && last.painted) done(last);
    else setTimeout(look, 2);
  };
  look();
})"""


def echo(page: Page, key: str, count: int) -> dict[str, float]:
    """Press a key; when it was in the page and when it was painted, in seconds."""
    page.keyboard.press(key)
    told: dict[str, float] = page.evaluate(TOLD, count)
    return {name: value / 1000 for name, value in told.items()}


@contextlib.contextmanager
def ttyd(program: str) -> Iterator[str]:
    """A ttyd on loopback; its address."""
    port = free_port()
    words = [program, "-p", str(port), "-i", "127.0.0.1", "-W", "-t", "rendererType=dom"]
    process = subprocess.Popen(
        [*words, "sh", "-c", PROGRAM], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: listens(port), "ttyd", 20)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def listens(port: int) -> bool:
    """Whether somebody answers there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def measure(keys: int, program: str) -> None:
    """Print the table."""
    times: dict[str, list[dict[str, float]]] = {}
    with console() as rig, chromium() as browser, contextlib.ExitStack() as stack:
        session = rig.run("--", "sh", "-c", PROGRAM)
        ours = known(
            context(browser, DESKTOP).new_page(), rig, where=f"/session?s=build-01/-/{session}"
        )
        ours.locator(".stat", has_text="Connected").wait_for()
        ours.locator(".xterm-screen").click()
        pages = {"signalbox": ours}
        if program:
            theirs = context(browser, DESKTOP).new_page()
            theirs.goto(stack.enter_context(ttyd(program)))
            theirs.locator(".xterm-screen").click()
            pages["ttyd"] = theirs
        for page in pages.values():
            page.evaluate(OBSERVE)
        for number in range(keys):
            for name, page in pages.items():
                found = echo(page, KEYS[number % len(KEYS)], number + 1)
                if number >= 10:  # the first warm up
                    times.setdefault(name, []).append(found)
    heads = ["key → echo", "in the page, ms: p50", "p90", "p99", "worst"]
    heads += ["painted, ms: p50", "p90", "p99", "worst"]
    rows = [
        [name, *_column(found, "page"), *_column(found, "painted")] for name, found in times.items()
    ]
    if program:
        shares = []
        for what in ("page", "painted"):
            halves = [[one[what] for one in times[name]] for name in ("signalbox", "ttyd")]
            at = [percentile(halves[0], s) / percentile(halves[1], s) for s in (0.5, 0.9, 0.99)]
            shares += [*(f"{one:.2f}" for one in at), ""]
        rows.append(["signalbox ÷ ttyd (aim <= 2)", *shares])
    table(heads, rows)
    print(f"\n{keys} keys of each in turn; {load()}")


def _column(found: list[dict[str, Any]], what: str) -> list[str]:
    return milliseconds([one[what] for one in found])


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--keys", type=int, default=300)
    words.add_argument("--ttyd", default="", metavar="PATH")
    given = words.parse_args()
    measure(given.keys, given.ttyd)
