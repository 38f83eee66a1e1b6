"""Who may do what: access.toml, the filters that follow from it, and the answer yes or no.

The broker's authority and the steward ask; a person edits the file by hand or through the
steward. Nothing about bytes, sockets, passwords or sessions of agents may move in.
"""
