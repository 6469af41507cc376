"""Every line of SQL about facts, their sums and their links."""
