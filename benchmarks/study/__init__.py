"""Several ways of understanding a message, on the same data, in one run."""
