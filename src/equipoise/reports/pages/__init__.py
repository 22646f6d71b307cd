"""A page for each use case: the answer in its first sentence, tables, and the next step."""
