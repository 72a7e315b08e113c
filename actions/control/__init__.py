"""Starting, helping, starting over, stopping."""
