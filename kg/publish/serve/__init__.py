"""`kg serve`: the graph over HTTP. `app.py` says which module does what."""
