"""The parts of the window: its menus, what they act on, the pages that were shown, and what it says."""
