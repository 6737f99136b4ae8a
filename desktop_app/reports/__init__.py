"""Documents made from the statistics service's figures."""
