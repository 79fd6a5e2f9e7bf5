"""Documents on paper and their preview."""
