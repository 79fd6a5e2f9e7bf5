"""Tests mirror the package; what several of them share stands in conftest.py and makers.py."""
