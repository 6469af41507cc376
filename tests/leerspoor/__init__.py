"""Tests of the assembled product and its command line."""
