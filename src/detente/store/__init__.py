"""Where it is kept: text files read into values, every fault with its place, and written back."""
