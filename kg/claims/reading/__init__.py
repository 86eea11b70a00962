"""What a person writes into a cell, read whole or not at all: figures and dates.

Nothing here is shared with ``kg/claims/evidence``, which looks for the same things in a text again.
"""
