"""How a computer becomes a machine of a hub: the pin, the code, the keys, the answer. `signalbox
join` talks to it on the machine, `signalbox machine` makes lines and codes on the hub. Nothing that
runs for long lives here, and nothing here sends a code to whom the pin does not fit.
"""
