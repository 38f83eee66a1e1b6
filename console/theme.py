"""The console's look as Streamlit's own settings, and how its server is to behave.

Colours repeat `static/tokens.css`, because Streamlit paints its widgets by settings and not by
custom properties; a test compares the two. The gateway hands `CONFIG` to the app at its start.
"""

from __future__ import annotations

from typing import Any

_SHARED: dict[str, Any] = {
    "baseFontSize": 15,
    "baseRadius": "8px",
    "buttonRadius": "8px",
    "font": 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
    "codeFont": 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
    "codeFontSize": "13px",
    "headingFontSizes": ["22px", "17px", "15px"],
    "headingFontWeights": [600, 600, 600],
    "showWidgetBorder": True,
    "paddingTop": "1rem",
    "paddingBottom": "5rem",
}

# Streamlit's name → the token that it repeats.
TOKENS: dict[str, str] = {
    "primaryColor": "act",
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "plate",
    "textColor": "ink",
    "borderColor": "edge",
    "linkColor": "act",
    "codeTextColor": "ink",
    "codeBackgroundColor": "inset",
    "redColor": "stop-solid",
    "redTextColor": "stop",
    "redBackgroundColor": "stop-tint",
    "orangeTextColor": "wait",
    "orangeBackgroundColor": "wait-tint",
    "greenTextColor": "clear",
    "greenBackgroundColor": "clear-tint",
}

LIGHT: dict[str, str] = {
    "primaryColor": "#1f4c73",
    "backgroundColor": "#eceff3",
    "secondaryBackgroundColor": "#ffffff",
    "textColor": "#16202b",
    "borderColor": "#76828f",
    "linkColor": "#1f4c73",
    "codeTextColor": "#16202b",
    "codeBackgroundColor": "#f4f6f9",
    "redColor": "#b3261e",
    "redTextColor": "#a3211a",
    "redBackgroundColor": "#fbe9e7",
    "orangeTextColor": "#784800",
    "orangeBackgroundColor": "#fdf1d4",
    "greenTextColor": "#14613b",
    "greenBackgroundColor": "#e1f2e8",
}

DARK: dict[str, str] = {
    "primaryColor": "#8fbfec",
    "backgroundColor": "#0f151c",
    "secondaryBackgroundColor": "#18212b",
    "textColor": "#e7ecf1",
    "borderColor": "#6e7d8e",
    "linkColor": "#8fbfec",
    "codeTextColor": "#e7ecf1",
    "codeBackgroundColor": "#111820",
    "redColor": "#cb3d33",
    "redTextColor": "#ff9a91",
    "redBackgroundColor": "#3a1c1c",
    "orangeTextColor": "#f2c46d",
    "orangeBackgroundColor": "#33280f",
    "greenTextColor": "#7ad6a5",
    "greenBackgroundColor": "#143222",
}

CONFIG: dict[str, Any] = {
    # Off: a full collection after every run of a fragment costs nine times the run itself.
    "runner.postScriptGC": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.enableAgentApi": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showSidebarNavigation": False,
    **{f"theme.{name}": value for name, value in _SHARED.items()},
    **{f"theme.light.{name}": value for name, value in LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in DARK.items()},
}
