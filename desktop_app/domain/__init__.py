"""Rules of the front desk. Standard library only (python-stdnum for check digits)."""
