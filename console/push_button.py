"""The button with which a browser asks to be told, by open pages and while none is open.

Only the browser can allow and subscribe itself, and only in answer to a tap; the hub's key and the
result go over `/push/…`. The component is small and has no colours of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_HTML = '<div class="push"><button type="button"></button><p role="status"></p></div>'
_CSS = """
.push { display: flex; flex-direction: column; gap: 8px; }
button { min-height: var(--tap, 44px); padding: 0 16px; font: var(--t-md);
  font-weight: var(--semi); color: var(--ink); background: var(--plate); cursor: pointer;
  border: 1px solid var(--edge); border-radius: 8px; align-self: flex-start; }
button:focus-visible { outline: 2px solid var(--act); outline-offset: 2px; }
button:disabled { color: var(--ink-3); cursor: default; }
p { margin: 0; font-size: 13px; line-height: 1.4; color: var(--ink-2); }
p:empty { display: none; }
"""
_JS = Path(__file__).parent / "static" / "push_button.js"

_component: Any = None


def push_button(endpoints: list[str], *, key: str) -> bool:
    """Draw it; True in the run after something has changed.

    `endpoints`: `Subscription.digest` of each browser that the hub knows of this person; an
    endpoint itself is a secret and does not go back into a page.
    """
    global _component
    if _component is None:
        _component = st.components.v2.component(
            "push_button", html=_HTML, css=_CSS, js=_JS.read_text()
        )
    result = _component(data={"endpoints": endpoints}, key=key, on_changed_change=lambda: None)
    return bool(getattr(result, "changed", None))
