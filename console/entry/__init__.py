"""What Streamlit is pointed at, in a folder of its own: beside the script it would take every file
of a folder `pages` for a page and run it by itself, at the first look at its address.

The gateway starts it, and Streamlit runs it for every look. Nothing else may move in.
"""
