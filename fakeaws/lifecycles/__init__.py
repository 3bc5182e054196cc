"""What AWS's long-running processes do: their states, their moves, and the answers that go with them."""
