"""Tests of content packages: checking, importing, launching, following."""
