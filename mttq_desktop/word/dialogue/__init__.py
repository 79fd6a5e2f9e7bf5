"""Documents about dialogue conferences (D20, D22) and the invitation to any gathering (D21)."""
