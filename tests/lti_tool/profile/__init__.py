"""Tests of `lti_tool/profile`."""
