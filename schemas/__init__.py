"""The shared vocabulary: what travels and what is kept, and what each word of it means.

Every other folder imports it; it imports none of them. Nothing here opens a socket or a file,
except `link.py`, the one MQTT client. Decisions about people or machines never move in.
"""
