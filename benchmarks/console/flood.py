"""`yes` watched by three browsers: is the page usable, and does another session's echo wait?

Three phones show a session that prints without end. Meanwhile a key is typed into a second session
in a fourth page, and in one of the three a button is pressed and a prompt written, over and over.
"""

from __future__ import annotations

import argparse
import contextlib
import time

import psutil
from playwright.sync_api import Page

from benchmarks.console.echo import KEYS, OBSERVE, PROGRAM, echo
from benchmarks.console.place import console, cpu_s, load, pss_mib
from benchmarks.terminal import milliseconds, table
from tests.console.rig import DESKTOP, PHONE, Rig, chromium, context, known

WATCHERS = 3
FRAMES = """() => {
  const took = (window.framesTook = []);
  let last = performance.now();
  const next = (now) => {
    took.push(now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""


def shown(page: Page, rig: Rig, session: str) -> Page:
    """The session's page, connected."""
    known(page, rig, where=f"/session?s=build-01/-/{session}")
    page.locator(".stat", has_text="Connected").wait_for()
    page.locator(".xterm-screen").wait_for()
    return page


def measure(seconds: int) -> None:
    """Print the tables."""
    with console() as rig, chromium() as browser:
        quiet = rig.run("--", "sh", "-c", PROGRAM)
        flood = rig.run("--", "sh", "-c", "read x; exec yes")
        other = shown(context(browser, DESKTOP).new_page(), rig, quiet)
        other.locator(".xterm-screen").click()
        other.evaluate(OBSERVE)
        before = [echo(other, KEYS[n % 26], n + 1)["painted"] for n in range(60)][10:]
        pages = [shown(context(browser, PHONE).new_page(), rig, flood) for _ in range(WATCHERS)]
        rig.cli("prompt", flood, "go")
        pages[0].locator(".xterm-rows", has_text="y").wait_for()
        for page in pages:
            page.evaluate(FRAMES)
        parts = ("gateway", "broker", "daemon", "archiver")
        used = {part: cpu_s(rig, part) for part in parts} | {"the browsers": browsers_s()}
        began = time.perf_counter()
        during, answers, number = [], [], 60
        while time.perf_counter() - began < seconds:
            number += 1
            during.append(echo(other, KEYS[number % 26], number)["painted"])
            if number % 5 == 0:
                answers.append(answer(pages[number % WATCHERS], str(number)))
        took = time.perf_counter() - began
        now = {part: cpu_s(rig, part) for part in parts} | {"the browsers": browsers_s()}
        shares = ", ".join(f"{who} {100 * (now[who] - used[who]) / took:.0f} %" for who in used)
        frames = [value for page in pages for value in page.evaluate("window.framesTook")]
        most = pss_mib(rig, "gateway")
        began = time.perf_counter()
        pages[0].get_by_role("button", name="Interrupt").first.click()
        rig.wait_ended(flood)
        stopped = 1000 * (time.perf_counter() - began)
    heads = ["key → painted echo of another session", "p50 ms", "p90", "p99", "worst", "aim"]
    table(
        heads,
        [
            ["before", *milliseconds(before), ""],
            ["while three browsers watch `yes`", *milliseconds(during), "< 200"],
        ],
    )
    print()
    table(
        ["in the pages that show `yes`", "p50 ms", "p90", "p99", "worst"],
        [
            ["a frame", *milliseconds([one / 1000 for one in frames])],
            ["a word written into the composer is there", *milliseconds(answers)],
        ],
    )
    print(
        f"\n{took:.0f} s; of a core: {shares}; gateway {most:.0f} MiB PSS; "
        f"`yes` gone {stopped:.0f} ms after a tap on *Interrupt*; {load()}"
    )


def browsers_s() -> float:
    """Seconds of processor time of Chromium, all its processes together."""
    total = 0.0
    for one in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system if "chrom" in one.name() else 0.0
    return total


def answer(page: Page, text: str) -> float:
    """Write into the composer; seconds until the page has it and has drawn a frame."""
    field = page.get_by_label("Prompt", exact=True)
    began = time.perf_counter()
    field.fill(text)
    page.evaluate("new Promise(done => requestAnimationFrame(() => done(0)))")
    return time.perf_counter() - began


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--seconds", type=int, default=30)
    measure(words.parse_args().seconds)
