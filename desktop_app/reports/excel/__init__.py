"""The month's workbook (openpyxl). Loaded when a workbook is made, never at start-up."""
