"""What we keep of academies, logins, launches, keys and scores."""
