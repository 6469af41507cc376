"""Tests of `lti_tool/shell`."""
