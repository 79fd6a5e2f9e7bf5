"""Documents about social criticism: D18 and D19."""
