"""The report on a survey of satisfaction: D24."""
