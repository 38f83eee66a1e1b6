"""axe-core, asked what on a page would shut somebody out.

It comes with the packages of console/component. Evaluated through the browser's debugging port, so
that the console's content security policy stays as it is.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "console/component/node_modules/axe-core/axe.min.js"
GRAVE = ("serious", "critical")
ASK = """async () => {
  const told = await axe.run(document, { resultTypes: ["violations"] });
  return told.violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, nodes: nodes.map((one) => ({
      where: one.target.flat(9).join(" >> "), html: one.html.slice(0, 160),
      why: [...one.any, ...one.all, ...one.none].map((check) => check.message).join("; "),
    })),
  }));
}"""


def source() -> str:
    """axe-core's script; skips where it was not installed, but never in CI."""
    if not SOURCE.is_file():
        assert not os.environ.get("CI"), "run `make component` first"
        pytest.skip("axe-core is not installed: make component")
    return SOURCE.read_text()


def grave(page: Page) -> list[str]:
    """What is serious or critical on the page as it stands, a line each; none is good."""
    page.evaluate(source())
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']} | {node['where']} | {node['html']}"
        f" | {node['why']}"
        for fault in page.evaluate(ASK)
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
