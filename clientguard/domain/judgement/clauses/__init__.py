"""Which protective clauses stand in a contract: proposed with the passage quoted, confirmed by the user."""
