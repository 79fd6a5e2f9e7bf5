"""Documents drawn from one record, family by family: invented samples and what holds for all of them."""
