"""How the threads and event loops of the code under test wait in one virtual time, each in its turn."""
