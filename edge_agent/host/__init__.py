"""The host: one process for one session, which holds its terminal, its journal and its sockets.

Desks and the daemon speak to it through `session.sock`, its program's hooks through `gate.sock`;
nobody is its parent, so it survives all of them. Nothing but the standard library, `schemas.wire`
and ptyprocess is imported here: no MQTT, no models, no event-loop framework.
"""
