"""The casebook as a file: creating, opening, backing up, restoring, exporting."""
