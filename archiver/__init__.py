"""The archiver: takes journal lines off the broker, keeps each exactly once, and answers for them.

It talks to the broker as one MQTT client and to files under `hub/archive`; DuckDB only ever runs in
throw-away child processes. What people may see or do is decided by the broker before anything gets
here, and neither rights nor pages for people may ever move in.
"""
