"""The data file: opening, writing, journal, search, migrations."""
