"""What the office does with petitions: sorting, merging, forwarding, reminding, answering, telling."""
