"""The machine: paths, clock, keys, locks, logging."""
