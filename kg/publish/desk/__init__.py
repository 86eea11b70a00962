"""The desk: documents read into claims in the browser, by those who may write (``kg serve --write``)."""
