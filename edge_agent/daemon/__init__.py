"""The daemon: one process per account, which carries what hosts recorded to the hub and brings
people's requests back.

It speaks MQTT outwards, to hosts and the command line through Unix sockets, and never listens on
the network; it keeps no state that journals and its request log do not hold, so it may be killed
at any moment. Programs, terminals and journals in the making are the hosts' and never move in.
"""
