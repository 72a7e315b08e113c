"""How a finding is meant where it is mentioned, read from the words around it."""
