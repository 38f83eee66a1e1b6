"""Sessions on other machines, reached through the hub as any MQTT client of that person would.

The commands ask here when a session is not one of this machine's. Whatever arrives is hostile text
until it went through `plain()` or the allow-list; nothing about this machine's own sessions, and
no right that the hub or a machine does not judge itself, may move in.
"""
