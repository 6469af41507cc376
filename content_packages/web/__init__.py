"""The content host: the files of packages and the fetch URL."""
