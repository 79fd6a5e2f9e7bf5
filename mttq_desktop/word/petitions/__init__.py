"""Documents about opinions and petitions: D04 to D08, one module each."""
