"""The `hammy` command."""
