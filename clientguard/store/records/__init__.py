"""The one write path for records, their columns, and the search index."""
