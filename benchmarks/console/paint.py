"""First paint: how long after an address was opened the page shows what it is for.

*Cold*: a new profile with nothing cached, logged in already. *Warm*: the same page loaded again.
The fleet counts as painted in the frame in which a session's row stands there, the session's page
when its terminal shows what the program printed: log-in checked, scripts loaded, Streamlit's own
connection and ours to the hub made, rights and documents read.
"""

from __future__ import annotations

import argparse

from playwright.sync_api import Browser, Page

from benchmarks.console.place import console, load
from benchmarks.terminal import percentile, table
from tests.console.rig import DESKTOP, PHONE, Rig, chromium, context, known

PROGRAM = "echo here it is; exec cat"
WATCH = """
(() => {
  const find = (root) => {
    for (const one of root.querySelectorAll("a.ses, .xterm-rows"))
      if (one.textContent.includes(one.matches("a") ? "painted" : "here it is")) return true;
    for (const one of root.querySelectorAll("*"))
      if (one.shadowRoot && find(one.shadowRoot)) return true;
    return false;
  };
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { window.paintedAt = performance.now(); };
  const look = () => (document.body && find(document) ? port2.postMessage(0)
                                                      : requestAnimationFrame(look));
  requestAnimationFrame(look);
})();
"""
TOLD = """async () => {
  while (!window.paintedAt) await new Promise((done) => setTimeout(done, 20));
  const all = [...performance.getEntriesByType("navigation"),
               ...performance.getEntriesByType("resource")];
  return {
    painted: window.paintedAt,
    first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    requests: all.length,
    kib: all.reduce((sum, one) => sum + one.transferSize, 0) / 1024,
  };
}"""


def told(page: Page) -> dict[str, float]:
    """Times in milliseconds from the page's own clock; requests and KiB that it took."""
    found: dict[str, float] = page.evaluate(TOLD)
    return found


def opened(browser: Browser, rig: Rig, size: dict[str, int], where: str) -> list[dict[str, float]]:
    """One cold load and one warm one."""
    inside = context(browser, size)
    try:
        inside.add_init_script(WATCH)
        page = known(inside.new_page(), rig, where=where)
        cold = told(page)
        page.reload()
        return [cold, told(page)]
    finally:
        inside.close()


def measure(times: int) -> None:
    """Print the table."""
    rows = []
    with console() as rig, chromium() as browser:
        session = rig.run("--title", "painted", "--", "sh", "-c", PROGRAM)
        known(context(browser).new_page(), rig)  # logs in, so that no load below has to
        for name, size in (("phone", PHONE), ("desktop", DESKTOP)):
            for what, where in (("fleet", "/"), ("session", f"/session?s=build-01/-/{session}")):
                found = [opened(browser, rig, size, where) for _ in range(times)]
                for number, how in enumerate(("cold", "warm")):
                    column = [one[number] for one in found]
                    painted = [one["painted"] for one in column]
                    rows.append(
                        [
                            f"{what}, {name}, {how}",
                            f"{percentile(painted, 0.5):.0f}",
                            f"{max(painted):.0f}",
                            f"{percentile([one['first'] for one in column], 0.5):.0f}",
                            f"{percentile([one['requests'] for one in column], 0.5):.0f}",
                            f"{percentile([one['kib'] for one in column], 0.5):.0f}",
                            "<= 2000" if how == "cold" else "",
                        ]
                    )
    heads = ["page", "painted, ms: p50", "worst", "first content, ms", "requests", "KiB", "aim"]
    table(heads, rows)
    print(f"\n{times} loads each; {load()}")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--times", type=int, default=10)
    measure(words.parse_args().times)
