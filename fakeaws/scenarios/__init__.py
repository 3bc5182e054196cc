"""Named failures of AWS, which any operation can be made to meet: one entry of `catalogue.SCENARIOS` each."""
