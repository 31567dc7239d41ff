"""Facts in, PDF out: paper for the client and for the user's own files.

Import this package only where a document is made: reportlab and pikepdf have no place in the program's start.
"""
