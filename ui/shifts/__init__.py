"""Entregar turno: what one leaves open, to whom, and what was received."""
