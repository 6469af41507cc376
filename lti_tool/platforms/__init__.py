"""LTI 1.3: which academies may open the tool, how they do it, and what we send back to them."""
