"""Documents about a joint inspection: D25 (plan) and D25K (conclusion)."""
