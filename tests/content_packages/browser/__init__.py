"""What only a browser shows of packages: the hosts, and the players."""
