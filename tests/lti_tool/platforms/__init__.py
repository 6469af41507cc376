"""Tests of `lti_tool/platforms`."""
