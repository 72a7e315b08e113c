"""Values in a runner's words: numbers, pain, days, dates, sides, places, check-ins, hours."""
