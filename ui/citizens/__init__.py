"""Ciudadanos: everyone who has been here, one person's sheet, and the form that corrects it."""
