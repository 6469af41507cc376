"""Tests of the blend."""
