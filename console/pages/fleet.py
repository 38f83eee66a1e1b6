"""*Fleet*: every machine and session that this person may see, live."""

from __future__ import annotations

import streamlit as st

from console import components, current, places

FILTERS = "f"
"""The filters' place in the address, in the component's own spelling."""
MOST = 500


def page() -> None:
    """Draw it: the component does everything but the address."""
    who = current.person()
    filters = str(st.query_params.get(FILTERS, ""))[:MOST]
    told = components.fleet(user=who.user, filters=filters, key="sb-fleet")
    if isinstance(wanted := told.get("filters"), str):
        if wanted:
            st.query_params[FILTERS] = wanted[:MOST]
        else:
            st.query_params.pop(FILTERS, None)
    places.follow(told)
