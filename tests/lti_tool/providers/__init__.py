"""Tests of what course providers push."""
