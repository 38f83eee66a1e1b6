"""`config.toml`: every setting, its type, default and meaning, as one table.

A setting that stands here is enforced somewhere; an unknown one in a file is refused, because a
misspelt setting must not be silently without effect.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.wire.errors import Refused


@dataclass(frozen=True, slots=True)
class Setting:
    """`default` also gives the type; `least` bounds integers from below."""

    default: Any
    doc: str
    least: int = 0


SETTINGS: dict[str, Setting] = {
    "machine.name": Setting("", "this machine's id; empty: no edge was set up here"),
    "hub.urls": Setting(
        ["mqtt://127.0.0.1:1883"],
        "addresses of the broker, tried in turn: mqtt:// on loopback, mqtts:// elsewhere",
    ),
    "hub.ca": Setting("", "file with the certificate that mqtts:// addresses must chain to"),
    "broker.host": Setting("127.0.0.1", "address that the broker listens on without TLS"),
    "broker.port": Setting(1883, "port that the broker listens on without TLS"),
    "broker.plaintext_from_anywhere": Setting(
        False, "let broker.host be another address than loopback: secrets then travel in the clear"
    ),
    "broker.public_host": Setting(
        "", "name or address under which other computers reach the broker; `up --host` sets it"
    ),
    "broker.tls_host": Setting("0.0.0.0", "address that the broker listens on with TLS"),
    "broker.tls_port": Setting(0, "port that the broker listens on with TLS; 0: it does not"),
    "broker.tls_cert": Setting("", "PEM file with the broker's certificate and its chain"),
    "broker.tls_key": Setting("", "PEM file with the key of that certificate"),
    "broker.tls_client_ca": Setting(
        "", "PEM file; when set, clients must show a certificate that it has signed"
    ),
    "gateway.host": Setting(
        "127.0.0.1", "address that the console listens on; another than loopback only with TLS"
    ),
    "gateway.port": Setting(8443, "port that the console listens on"),
    "gateway.public_url": Setting(
        "", "https:// address under which browsers elsewhere reach the console, if they do"
    ),
    "gateway.behind_proxy": Setting(
        "",
        "address of the proxy in front of the console; X-Forwarded-For and X-Forwarded-Proto are "
        "believed from it alone",
    ),
    "gateway.tls_cert": Setting(
        "", "PEM file with the console's certificate; empty: the broker's, where it has one"
    ),
    "gateway.tls_key": Setting("", "PEM file with the key of that certificate"),
    "alerts.private_addresses": Setting(
        False,
        "let people's webhooks, ntfy and push addresses lie in the hub's own network, and be http",
    ),
    "session.output_burst_mib": Setting(
        64, "output of one session that is journalled before the budget counts, MiB", least=1
    ),
    "session.output_refill_kib": Setting(
        32, "how fast that budget is refilled, KiB a second", least=1
    ),
    "shield.no_new_privs": Setting(
        True,
        "gated programs gain no privileges: sudo, ping and the like lose theirs; where bubblewrap "
        "shields a session it is so in any case",
    ),
    "shield.ssh_agent": Setting(
        False, "let shielded sessions reach the account's ssh-agent: `git push` over ssh needs it"
    ),
    "journal.quota_gib": Setting(
        10, "journals of this machine at most, GiB, and never over a tenth of the disk", least=1
    ),
    "journal.keep_days": Setting(30, "acked journals are kept for so long, days"),
    "agents.require_verified": Setting(
        False, "start an agent as gated only where `agents verify` has proved its gate here"
    ),
    "archive.segment_mib": Setting(64, "a live segment is sealed at this size, MiB", least=1),
    "archive.segment_minutes": Setting(10, "and at this age, minutes", least=1),
    "archive.grace_minutes": Setting(
        15, "superseded files stay for so long, for readers with an older snapshot", least=1
    ),
}


def load(path: Path) -> dict[str, Any]:
    """All settings, by their dotted names. A missing file means all defaults.

    Raises `Refused("bad-config")` with the file and the reason.
    """
    found: dict[str, Any] = {name: setting.default for name, setting in SETTINGS.items()}
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return found
    except (OSError, ValueError) as error:
        raise Refused("bad-config", f"{path}: {error}") from None
    for section, values in document.items():
        if not isinstance(values, dict):
            raise Refused("bad-config", f"{path}: {section} must be a section")
        for key, value in values.items():
            found[f"{section}.{key}"] = _checked(path, f"{section}.{key}", value)
    return found


def _checked(path: Path, name: str, value: Any) -> Any:
    setting = SETTINGS.get(name)
    if setting is None:
        raise Refused("bad-config", f"{path}: there is no setting {name[:60]}")
    if type(value) is not type(setting.default):
        raise Refused("bad-config", f"{path}: {name} must be {type(setting.default).__name__}")
    if isinstance(value, int) and value < setting.least:
        raise Refused("bad-config", f"{path}: {name} must be at least {setting.least}")
    if isinstance(value, list) and not (value and all(isinstance(v, str) for v in value)):
        raise Refused("bad-config", f"{path}: {name} must be a list of text")
    return value
