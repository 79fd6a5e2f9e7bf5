"""The letter that asks for opinions on the Party committee: D26."""
