"""Documentos: a file or a letter of a case, shown inside the program."""
