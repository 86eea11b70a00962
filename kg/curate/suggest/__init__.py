"""Drafts of claims from a text, for a person to accept: by rules and by the graph's own names.

What reads here belongs to the first reader (``kg/claims/reading``): ``kg verify`` shares none of it.
"""
