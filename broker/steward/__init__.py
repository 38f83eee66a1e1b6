"""The steward: the one writer of access.toml and rules.toml, and what follows from them.

An MQTT client like any other: it publishes signed policies to machines and access documents to
people, mints tokens, and answers `admin`. How bytes move and what the broker decides may not move
in, and no other process may sign.
"""
