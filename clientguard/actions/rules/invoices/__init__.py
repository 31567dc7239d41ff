"""What follows from saving what an invoice comes to: credits, holds, lines, and what payments are spread over."""
