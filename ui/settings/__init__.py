"""Ajustes: how this machine looks, and what the municipality, its people and its data are set to."""
