"""Alembic's migrations; run by the program itself, never by hand."""
