"""What is kept: one module per kind of record."""
