"""What every document is made of: page, type, tables, figures, archive."""
