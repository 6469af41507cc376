"""Tools for who works on Leerspoor; none of it runs in the product."""
