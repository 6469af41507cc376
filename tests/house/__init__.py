"""House tests: the habits of docs/style that a machine can watch over."""
