"""The console's pages: one module each, with one function `page()` that draws it.

The app runs them with Streamlit after it has found out who looks. Live data (terminal, fleet) is
drawn by components over MQTT; nothing here keeps state beyond the visit, or decides what is
allowed.
"""
