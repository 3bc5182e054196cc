"""How the failure matrix is made by pytest; imported only where `--fake-aws-matrix` is given."""
