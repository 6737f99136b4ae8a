"""Tablero: how the office stands at this moment."""
