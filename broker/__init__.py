"""The hub's broker: amqtt's life cycle around our own data path, and who may do what.

Machines, people's clients and the other hub processes talk to it over MQTT only; inside,
broker.mqtt moves bytes, broker.access decides, and broker.server puts them together. Nothing that
knows sessions of agents, the archive or pages may move in.
"""
