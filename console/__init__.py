"""The console: one process, the gateway, with log-in, `/mqtt` and Streamlit pages.

Browsers talk to it, and it talks to the broker as the person who looks. It decides no right and
keeps no record: what a page shows came over MQTT, under that person's own rights.
"""
