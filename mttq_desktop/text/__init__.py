"""What Vietnamese text, numbers, dates and days are."""
