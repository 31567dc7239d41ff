"""Facts in, PDF out. May import the domain, texts, paths, errors and reportlab, pikepdf.

Imported only when a document is made: none of it belongs to the program's start.
"""
