"""Pages of the window, driven like a person does."""
