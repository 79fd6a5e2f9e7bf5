"""Workbooks made up at random: every layout a district may send, and files that are no workbooks at all."""
