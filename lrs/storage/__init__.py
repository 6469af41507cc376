"""Every line of SQL of the record store."""
