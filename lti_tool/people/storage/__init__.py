"""Every line of SQL about people, where they belong and what they share."""
