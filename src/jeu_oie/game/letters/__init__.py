"""Letters to the landlord, from facts and from what the tenant tells."""
