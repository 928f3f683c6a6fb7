"""Values of a case put into words, rows and pictures; pure, and blind to which face will draw them."""
