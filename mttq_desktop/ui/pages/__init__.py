"""One hand-made page per task."""
