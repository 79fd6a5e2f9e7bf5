"""Reusable widgets that know no records."""
