"""How well the trained pipeline understands the unseen sets: one run, many measures."""
