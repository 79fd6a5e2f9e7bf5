"""What the office does; the only way to write."""
