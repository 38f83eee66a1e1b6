"""amqtt as it is, with the one plug-in that lets anybody in: the least work that it can do.

Prints its port. Neither its rights nor its loggers run, which would cost it half as much again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging

from amqtt.broker import Broker

PLUGINS = {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}}


async def main() -> None:
    """Serve until killed."""
    logging.disable(logging.CRITICAL)
    listeners = {"default": {"type": "tcp", "bind": "127.0.0.1:0"}}
    broker = Broker({"listeners": listeners, "plugins": PLUGINS})
    await broker.start()
    (server,) = broker._servers.values()
    assert server.instance is not None
    print(server.instance.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
