"""The indicators, each by value, over a small province whose figures are worked out by hand."""
