"""Correo: a message that came in, and what becomes of it."""
