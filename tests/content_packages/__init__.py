"""Tests of the package content_packages."""
