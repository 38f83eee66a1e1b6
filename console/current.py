"""Who looks at the page that is being drawn."""

from __future__ import annotations

import streamlit as st

from console.people import Person, installed
from schemas.wire.errors import Refused


def person(wait: float = 5.0) -> Person:
    """The person of this page's log-in, as the gateway's guard has found it.

    Waits up to `wait` seconds for what the person holds, on the first page after a start. Raises
    `Refused("unauthenticated")` where the log-in has ended; its streams are being closed then.
    """
    told = st.user.to_dict()
    login = told.get("login")
    if not isinstance(login, str) or not login:
        raise Refused("unauthenticated")
    found = installed().get(login)
    if found.user != told.get("user"):
        raise Refused("unauthenticated")
    if found.access is None:
        found.wait(wait)
    return found
