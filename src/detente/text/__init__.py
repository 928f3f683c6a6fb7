"""In which words: one negotiating text over a plan, its brackets, rounds, redline and lint."""
