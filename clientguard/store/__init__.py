"""The only SQL: one casebook file, its records, its journal, and named reads (`views`).

May import the domain, `errors`, sqlite_utils, sqlcipher3, filelock and cryptography.
"""
