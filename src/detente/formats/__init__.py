"""Other people's files: bargaining scenarios and conflict models, read with the meaning their makers gave them."""
