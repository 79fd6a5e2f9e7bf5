"""What turns the source into programs that offices install, and proves that they work: see installer/README.md."""
