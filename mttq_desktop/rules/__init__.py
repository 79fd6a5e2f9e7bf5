"""Business values that know no database and no window."""
