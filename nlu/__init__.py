"""From a runner's words to an intent, findings and values."""
