"""What fakeaws costs, side by side with what else there is, in one run; run by hand, never as timed tests."""
