"""Reads by subject; each returns plain rows shaped for who asks."""
