"""The ranges of all speakers on one axis: read into groups, drawn on a terminal and as SVG."""
