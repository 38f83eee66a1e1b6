"""Every bound of the data path in one table; docs/broker.md shows it, a test compares the two.

Sizes in bytes, times in seconds. `Limits` belongs to the broker, `ClientLimits` to one principal.
"""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """What one principal's connections may hold."""

    packet_bytes: int = 128 * KIB
    """Largest packet taken: a 64 KiB message with its topic, and as much again. One that announces
    more ends the connection at its header, before any of it is kept."""
    window: int = 128
    """QoS 1 messages sent to a client and not yet acknowledged by it: who is 80 ms away takes
    1,600 a second, more than one principal may publish."""
    queue_messages: int = 5_000
    """QoS 1 messages that wait for the window of a connected client; more, and it is
    disconnected as slow."""
    queue_bytes: int = 8 * MIB
    """The same in bytes."""
    buffer_bytes: int = 1 * MIB
    """Unsent bytes in the transport; above it QoS 0 is dropped and QoS 1 waits in the queue. The
    archiver gets 32 MiB, twice the credit that it lets out."""
    filters: int = 1_000
    """Subscriptions of one session."""
    retained_messages: int = 2_000
    """Retained documents whose last publisher is this principal."""
    retained_bytes: int = 32 * MIB
    """The same in bytes."""
    offline_messages: int = 1_000
    """QoS 1 messages kept for a session with clean_session=0 that is away; the oldest go first."""
    offline_bytes: int = 1 * MIB
    """The same in bytes."""
    sessions: int = 1_024
    """Sessions (connected or away) of one principal, by client id."""
    all_filters: int = 20_000
    """Subscriptions of all its sessions together."""
    all_queued_bytes: int = 64 * MIB
    """Queues and windows of all its sessions together."""
    publish_rate: int = 5_000
    """Messages a second from all its connections together, after a burst of two seconds' worth;
    beyond it nothing more is read from them for a while. 0 is without a bound."""
    publish_bytes_rate: int = 16 * MIB
    """The same in bytes of topic and payload."""
    sure_rate: int = 1_000
    """Of these, at QoS 1 and 2. What a burst of two seconds' worth leaves in a subscriber's queue
    is less than half of what that holds, so that nobody's burst ends a subscriber that reads."""
    sure_bytes_rate: int = 2 * MIB
    """The same in bytes of topic and payload."""


ARCHIVER = ClientLimits(buffer_bytes=32 * MIB, sure_rate=0, sure_bytes_rate=0)
"""For the one connection that takes every machine's journal. Its acks must not wait because the
pages of an answer are many."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the broker as a whole may hold, and how long it waits."""

    connect_bytes: int = 16 * KIB
    """A CONNECT packet, will included."""
    packet_bytes_max: int = 1 * MIB
    """No principal's packet_bytes counts above this."""
    client_id_bytes: int = 128
    """A client id."""
    topic_bytes: int = 1_024
    """A topic or filter."""
    levels: int = 12
    """Levels of a topic or filter; the protocol's deepest has 7."""
    subscribe_filters: int = 1_000
    """Filters in one SUBSCRIBE or UNSUBSCRIBE."""
    inbound_qos2: int = 1_000
    """QoS 2 publishes of one session between PUBREC and PUBREL."""
    connect_s: float = 5.0
    """From accept to a whole CONNECT."""
    tls_handshake_s: float = 10.0
    """From accept to the end of the TLS handshake."""
    authenticate_s: float = 10.0
    """How long the authority may take: a slow hash, with others before it."""
    partial_s: float = 15.0
    """From the first byte of a packet to its last, unless bytes keep coming at partial_rate."""
    partial_rate: int = 4 * KIB
    """Bytes a second that keep a large packet on a slow line alive past partial_s."""
    keep_alive_max_s: int = 600
    """Longer keep-alives, and 0 (none), count as this; a silent client ends at 1.5 times of it."""
    stalled_s: float = 30.0
    """A client with a full buffer that has taken nothing for so long is disconnected."""
    connections: int = 4_096
    """Connections in all."""
    per_address: int = 1_024
    """Connections from one address; on the Unix socket the one that its peer names; without
    one it counts only in the total."""
    unauthenticated: int = 1_024
    """Connections before CONNACK, in all."""
    unauthenticated_per_address: int = 512
    """The same from one address: a fleet behind one comes back at once when the hub does."""
    offline_sessions: int = 256
    """Sessions with clean_session=0 that are away; the one away longest goes first."""
    offline_s: float = 24 * 3600.0
    """How long such a session is kept."""
    queued_bytes: int = 256 * MIB
    """All sessions' queues and windows together."""
    retained_messages: int = 50_000
    """Retained documents in all."""
    retained_bytes: int = 512 * MIB
    """The same in bytes."""
    cached_topics: int = 20_000
    """Topics whose recipients are remembered; all are forgotten when full."""
    decisions: int = 4_096
    """The authority's answers remembered for one session; all are forgotten when full."""
