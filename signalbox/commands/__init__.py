"""One module for each group of commands; each is imported only when it is called.

The table in `signalbox.cli` names them. They ask other parts and print; they decide nothing.
"""
