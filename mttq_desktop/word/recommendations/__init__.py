"""Documents about recommendations to authorities."""
