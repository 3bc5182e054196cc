"""The failure matrix: what the code under test does when one of its calls fails; records without pytest."""
