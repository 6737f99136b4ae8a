"""Bringing in the cases of another system from a CSV file or a workbook."""
