"""The step that hands over: the sweep, what mail proposes, the accounts one by one, and the client's data."""
