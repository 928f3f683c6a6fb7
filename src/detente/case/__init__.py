"""What is claimed: sourced statements, the terms on the table, and the gaps between them."""
