"""Tests of `lti_tool/people`."""
