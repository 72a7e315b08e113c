"""A person's own data: what is kept, handing it over, deleting it."""
