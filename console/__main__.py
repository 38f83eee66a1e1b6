"""`python -I -m console --home DIR`: the gateway's process."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import socket
import sys
from pathlib import Path

from console import site
from schemas.wire import open_files, settings
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

FILES = 65536
"""Descriptors that we would like: each browser holds two, and its line to the broker one more."""
EXIT_FAILED, EXIT_CONFIG, EXIT_PORT_TAKEN = 1, 2, 3


def main() -> int:
    """Run it; the exit status: 0 ended, 1 failed, 2 usage or settings, 3 the port is taken."""
    parser = argparse.ArgumentParser(prog="console", description="The console of a hub.")
    parser.add_argument("--home", type=Path, required=True, help="Signalbox's home, absolute")
    parser.add_argument("--port", type=int, help="instead of gateway.port; 0 is any free one")
    options = parser.parse_args()
    if not options.home.is_absolute():
        parser.error("--home must be an absolute path")
    os.umask(0o077)
    open_files.allow(FILES)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    home = Home(options.home)
    try:
        config = settings.load(home.config)
        if options.port is not None:
            config["gateway.port"] = options.port
        where = site.read(config)
        _free(where)
        from console import gateway  # here, because Streamlit takes a third of a second

        gateway.serve(home, where)
    except Refused as refused:
        print(f"error: {refused}", file=sys.stderr, flush=True)
        return EXIT_PORT_TAKEN if refused.code == "port-taken" else EXIT_CONFIG
    except OSError as error:
        print(f"error: {error}", file=sys.stderr, flush=True)
        return EXIT_FAILED
    return 0


def _free(where: site.Site) -> None:
    """Told in our own words before anything is started. Raises Refused."""
    family = socket.AF_INET6 if ":" in where.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((where.host, where.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Refused("port-taken", f"{where.host}:{where.port}") from None
            raise


if __name__ == "__main__":
    sys.exit(main())
