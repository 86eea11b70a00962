"""The second reader: figures, hedges, days, things and speakers, read from the text of a source."""
