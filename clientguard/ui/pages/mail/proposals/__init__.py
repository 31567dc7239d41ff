"""What mail proposes, as rows: on a page of their own, and on the page of a client."""
