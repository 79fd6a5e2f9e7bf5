"""Documents as they were looked at and found right, and the way to make them anew."""
