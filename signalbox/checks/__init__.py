"""What `signalbox doctor` looks at, one function a check.

A check takes the home and returns (state, what was found, what mends it), or raises `Refused`.
It changes nothing: mending is the person's.
"""
