"""Looking at pages: accessibility checks and the style guide."""
