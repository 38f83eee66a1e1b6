"""How MQTT bytes move: wire format, connections, sessions, routing, retained documents.

broker.server builds these parts into amqtt's life cycle; clients talk to them over sockets, and
whoever knows rights talks to them through authority.py alone. Who may do what, where a secret is
kept and what a topic means must never move in.
"""
