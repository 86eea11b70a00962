"""Spreadsheets with one row a claim: to Turtle and back."""
