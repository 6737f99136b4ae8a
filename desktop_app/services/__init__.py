"""Use cases: transaction boundaries and permissions stand here."""
