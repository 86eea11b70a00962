"""Readers are given what nobody meant to write, and must answer it or refuse it in words."""
