"""The file: what the store keeps and is filled with."""
