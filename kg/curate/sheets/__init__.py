"""Spreadsheets of claims: read, checked and added."""
