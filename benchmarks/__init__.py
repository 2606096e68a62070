"""`make bench`: figures beside the bare limit of the same run. Machines are noisy: read ratios, not single times."""
