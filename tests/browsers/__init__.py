"""Browsers that the suite does not need: Firefox and WebKitGTK, walked by `make browsers`."""
