"""MTTQ Desktop: the coordination programme of six bodies on an office PC."""

__version__ = "0.1.0"
