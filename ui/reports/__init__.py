"""Informes: the month's report on the screen, on paper and in files."""
