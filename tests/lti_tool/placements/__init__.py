"""Tests of what stands in a course of the academy."""
