"""`agents verify`: what an agent's gate is worth, proved on this machine without tokens or network.

The command line starts it as a process of its own, which runs the installed agent against a
scripted model, in temporary homes, through the very host and gate that sessions have. Nothing here
serves a session, listens beyond loopback, or goes on when the proof is over; no rule and no way
round the gate may ever move in.
"""
