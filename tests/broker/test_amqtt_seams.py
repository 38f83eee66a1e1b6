"""The seams of amqtt that SignalboxBroker builds on. An upgrade that moves one fails here first."""

from __future__ import annotations

import inspect
from importlib import metadata
from pathlib import Path

import pytest
from amqtt.broker import Broker
from amqtt.contexts import BrokerConfig, ListenerConfig, ListenerType
from amqtt.plugins.manager import PluginManager

from broker.config import BrokerSettings, Tls, amqtt_config
from broker.server import SignalboxBroker
from schemas.wire.layout import Home
from tests.broker.rig import Rig

# name: (is it awaited, parameters with their defaults). Annotations are left out, because their
# text differs between Pythons.
SEAMS = {
    "start": (True, "(self)"),
    "shutdown": (True, "(self)"),
    "_start_listeners": (True, "(self)"),
    "_create_ssl_context": (False, "(listener)"),
    "_create_server_instance": (
        True,
        "(self, listener_name, listener_type, address, port, ssl_context)",
    ),
    "_split_bindaddr_port": (False, "(port_str, default_port)"),
    "_broadcast_loop": (True, "(self)"),
    "_shutdown_broadcast_loop": (True, "(self)"),
    "_session_monitor": (True, "(self)"),
    "_cleanup_session": (True, "(self, client_id)"),
    "internal_message_broadcast": (True, "(self, topic, data, qos=None)"),
    "retain_message": (True, "(self, source_session, topic_name, data, qos=None)"),
    "add_subscription": (True, "(self, subscription, session)"),
    "_client_connected": (True, "(self, listener_name, reader, writer)"),
    "_authenticate": (True, "(self, session, _)"),
    "_topic_filtering": (True, "(self, session, topic, action)"),
}


@pytest.mark.parametrize("name", SEAMS)
def test_the_seam_is_where_it_was(name: str) -> None:
    method = getattr(Broker, name)
    signature = inspect.signature(method)
    plain = signature.replace(
        parameters=[p.replace(annotation=p.empty) for p in signature.parameters.values()],
        return_annotation=signature.empty,
    )
    assert (inspect.iscoroutinefunction(method), str(plain)) == SEAMS[name]


def test_this_is_the_version_that_was_read() -> None:
    assert metadata.version("amqtt") == "0.12.1"


def test_every_override_overrides_something() -> None:
    ours = {"__init__", "__module__", "__doc__", "__abstractmethods__", "_abc_impl"}
    ours |= {"ports", "publish", "tap", "_rights_changed", "_listen_unix", "_tend_documents"}
    overridden = set(vars(SignalboxBroker)) - ours
    assert overridden <= set(vars(Broker)), overridden - set(vars(Broker))


def test_every_way_into_amqtts_own_data_path_is_shut() -> None:
    """amqtt calls these to take a connection; all lead to `_client_connected`, which is ours."""
    for name in ("stream_connected", "ws_connected", "external_connected"):
        assert "_client_connected" in inspect.getsource(getattr(Broker, name))
    assert "_client_connected" in vars(SignalboxBroker)


def test_without_plugins_amqtt_lets_anybody_in_and_we_never_leave_them_out(hub: Rig) -> None:
    left_out = BrokerConfig.from_dict({"listeners": {"default": {"bind": "127.0.0.1:0"}}})
    assert "amqtt.plugins.authentication.AnonymousAuthPlugin" in left_out.plugins
    config = amqtt_config(hub.broker.settings)
    assert config.plugins == {}
    manager = hub.broker.plugins_manager
    assert isinstance(manager, PluginManager)
    assert manager._plugins == [] and manager._auth_plugins == []


def test_listeners_do_not_inherit_each_others_tls(tmp_path: Path) -> None:
    file = tmp_path / "x.pem"
    file.touch()
    config = amqtt_config(
        BrokerSettings(
            Home(file.parent), unix=file.parent / "s", tls=Tls("0.0.0.0", 8883, file, file)
        )
    )
    listeners: dict[str, ListenerConfig] = config.listeners
    assert {name: listener.ssl for name, listener in listeners.items()} == {
        "default": False,
        "unix": False,
        "tls": True,
    }
    assert listeners["tls"].bind == "0.0.0.0:8883"
    assert {listener.type for listener in listeners.values()} == {ListenerType.TCP}


def test_what_a_plug_in_sees_is_a_picture_of_ours(hub: Rig) -> None:
    ana = hub.client("ana", "desk")
    ana.publish("a/1", b"x", retain=True)
    ana.subscribe("a/#")
    broker = hub.broker
    sessions, subscriptions, retained = hub.run(
        lambda: (broker.sessions, broker.subscriptions, broker.retained_messages)
    )
    session, _ = sessions["user/ana/desk"]
    assert (session.client_id, session.username) == ("user/ana/desk", "ana")
    assert session.transitions.state == "connected"
    assert [(s.client_id, qos) for s, qos in subscriptions["a/#"]] == [("user/ana/desk", 1)]
    assert retained["a/1"].data == b"x"
