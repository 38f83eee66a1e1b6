"""What runs on a machine: one daemon per account, one host per session, adapters for agents.

Hosts keep the record and the terminal, the daemon ships what they announced as synced; people's
desks speak to both through Unix sockets. Nothing in here listens on the network, and nothing
imports the hub's folders.
"""
