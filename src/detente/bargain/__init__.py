"""What could be agreed: packages, what they are worth to whom by the evidence, and which no other is better than."""
