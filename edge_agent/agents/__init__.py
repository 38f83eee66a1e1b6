"""Agents: how each is found and started, one TOML profile for each.

Hosts and the command line read the profiles here. Decisions about what an agent may do belong
to the gate and never move in.
"""
