"""Formularios en papel: printing blank forms, transcribing them, and finding the ones that are missing."""
