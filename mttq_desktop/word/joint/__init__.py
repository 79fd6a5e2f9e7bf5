"""Documents about the programme as a whole: joint reports of a half-year, a year, the whole span, one organisation."""
