"""What is true of packages, launches and sessions; pure."""
