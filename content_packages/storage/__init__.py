"""Tables and files of packages; only here is SQL, only here is the disk written."""
