"""A net that knows signs of trouble by their likeness to sentences that say them."""
