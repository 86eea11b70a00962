"""One module a target: ``hold`` reads an input, ``INPUTS`` makes some.

``GOOD`` is one that is not refused; ``EXAMPLES``: so many does the suite try.
"""
