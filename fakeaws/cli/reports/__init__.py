"""What `fakeaws check` says, and in which form: a file for each, all fed with the same results, one by one."""
