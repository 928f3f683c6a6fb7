"""Documents as immutable text: every character leads back to its paragraph, page and line."""
