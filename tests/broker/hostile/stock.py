"""amqtt as it is, as a process of its own; test_stock.py attacks it.

Started with one JSON argument; prints {"port": …}, and {"sessions": …} for each line on stdin.
Its plug-ins answer what tests.broker.rig.BookAuthority answers with `target.rights()`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from amqtt.broker import Broker
from amqtt.contexts import Action
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin
from argon2 import PasswordHasher
from paho.mqtt.client import topic_matches_sub

from tests.broker.hostile.target import password, rights

HERE = "tests.broker.hostile.stock"


class BookAuth(BaseAuthPlugin):
    async def authenticate(self, *, session: Any) -> bool:
        return session.username in rights() and session.password == password(session.username)


class CertificateAuth(BaseAuthPlugin):
    """The client id must be the certificate's name, as amqtt's own plug-in for it has it."""

    async def authenticate(self, *, session: Any) -> bool:
        shown = session.ssl_object.getpeercert() if session.ssl_object else None
        names = dict(pair for part in (shown or {}).get("subject", ()) for pair in part)
        return names.get("commonName") == session.client_id


class BookTopics(BaseTopicPlugin):
    async def topic_filtering(self, *, session: Any, topic: str, action: Any) -> bool:
        found = rights().get(session.username)
        if found is None:
            return False
        if action is Action.SUBSCRIBE:
            return "#" in found.subscribe or topic in found.subscribe
        if topic.endswith("/raises") and action is Action.RECEIVE and session.username == "bob":
            raise RuntimeError("a plug-in that fails for one of them")
        covers = found.publish if action is Action.PUBLISH else found.receive
        return any(topic_matches_sub(text, topic) for text in covers)


def plugins(told: dict[str, str]) -> dict[str, Any]:
    book: dict[str, Any] = {f"{HERE}.BookAuth": {}, f"{HERE}.BookTopics": {}}
    if told["setting"] == "certificates":
        return {f"{HERE}.CertificateAuth": {}}
    if told["setting"] == "hashes":
        file = Path(told["folder"]) / "passwords"
        file.write_text(f"ana:{PasswordHasher().hash(password('ana'))}\n")
        return {"amqtt.plugins.authentication.FileAuthPlugin": {"password_file": str(file)}}
    if told["setting"] == "its own rights":
        acl = {"ana": ["#"], "bob": ["#"], "eve": ["b/+"]}
        topics = "amqtt.plugins.topic_checking.TopicAccessControlListPlugin"
        return {f"{HERE}.BookAuth": {}, topics: {"acl": acl}}
    return book


async def main(told: dict[str, str]) -> None:
    logging.disable(logging.CRITICAL)
    listener: dict[str, Any] = {"type": "tcp", "bind": "127.0.0.1:0"}
    if told["setting"] == "certificates":
        listener |= {"ssl": True, "certfile": told["certificate"], "keyfile": told["key"]}
        listener["cafile"] = told["ca"]
    if told["setting"] == "websocket":
        listener["type"] = "ws"
    config: dict[str, Any] = {"listeners": {"default": listener}}
    if told["setting"] != "no plug-ins":
        config["plugins"] = plugins(told)
    broker = Broker(config)
    await broker.start()
    (server,) = broker._servers.values()
    print(json.dumps({"port": server.instance.sockets[0].getsockname()[1]}), flush=True)
    stdin = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stdin), sys.stdin)
    while await stdin.readline():
        shown = {
            "sessions": len(broker._sessions),
            "filters": len(broker._subscriptions),
            "connections": server.conn_count,
        }
        print(json.dumps(shown), flush=True)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(json.loads(sys.argv[1])))
