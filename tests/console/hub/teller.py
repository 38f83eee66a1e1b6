"""The link and the alerts alone, as a process that can be killed: `teller.py HOME`."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from console.hub.alerts import Alerts
from console.live import Live
from schemas.wire.layout import Home

if __name__ == "__main__":
    home = Home(Path(sys.argv[1]))
    live = Live(home)
    alerts = Alerts(home, live, "https://hub.example")
    live.start()
    alerts.start()
    print("ready", flush=True)
    threading.Event().wait()
