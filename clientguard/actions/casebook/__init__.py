"""The casebook as a file: making, opening, backing up, restoring, exporting."""
