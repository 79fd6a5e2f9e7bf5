"""Documents about supervision: the year's plan (D11), a team's papers (D12–D15), report and recommendations."""
