"""What a person can take along: how it has gone, and a summary for a physiotherapist."""
