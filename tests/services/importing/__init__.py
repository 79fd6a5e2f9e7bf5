"""Tests of taking in workbooks."""
