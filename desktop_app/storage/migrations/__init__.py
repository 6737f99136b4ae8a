"""Schema changes, oldest first; each one commits together with its record."""
