"""The claim engine: values and pure rules; no store, no file, no clock."""
