"""From documents to proposals: who said what, through whom, how many, when, and who is to do what by the text."""
