"""Every question put to the data file."""
