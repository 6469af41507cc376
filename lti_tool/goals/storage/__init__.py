"""Every line of SQL about goals and what surrounds them."""
