"""`python -I -m signalbox`: the command line."""

from __future__ import annotations

import sys

from signalbox.cli import main

sys.exit(main())
