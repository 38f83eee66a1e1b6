"""What the broker says of itself on fleet/hub/presence/broker (retained, QoS 1)."""

from __future__ import annotations

from importlib import metadata

from broker.server import SignalboxBroker
from schemas.wire import topics
from schemas.wire.strictjson import canon

DISTRIBUTION = "signalbox-fleet"


def announce(broker: SignalboxBroker, *, online: bool, start: int) -> bytes:
    """Publish it and return the payload. `start` (microseconds since 1970) names this start."""
    payload = _payload(broker, online, start)
    row = topics.TOPICS["hub.presence"]
    topic = topics.build("hub.presence", part="broker")
    broker.publish(topic, payload, qos=row.qos, retain=row.retained)
    return payload


def refresh(broker: SignalboxBroker, said: bytes, *, start: int) -> bytes:
    """Publish again where something has changed since `said`."""
    if _payload(broker, True, start) == said:
        return said
    return announce(broker, online=True, start=start)


def _payload(broker: SignalboxBroker, online: bool, start: int) -> bytes:
    body = {
        "health": _health(broker),
        "online": online,
        "start": start,
        "v": 1,
        "version": _version(),
    }
    return canon(body)


def _health(broker: SignalboxBroker) -> str:
    """Everybody may read it, so it says what is wrong and quotes nothing; the log has the rest."""
    faults = []
    if broker.retained_log.fault:
        faults.append("retained documents are not on disk")
    if broker.core.rights.authority.faults():
        faults.append("a file of rights is not valid, and the last good one stays in force")
    return "; ".join(faults) or "ok"


def _version() -> str:
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "not installed"
