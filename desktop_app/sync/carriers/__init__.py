"""Ways for a bundle to travel."""
