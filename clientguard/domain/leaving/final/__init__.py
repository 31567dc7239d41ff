"""The facts of the final report: their types, how records become lines, and reading them back."""
