"""The open casebook as screens share it, and work off the screen."""
