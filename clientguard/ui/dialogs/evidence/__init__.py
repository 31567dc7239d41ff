"""Evidence: a record that stands behind another one, and the passage of it that matters."""
