"""What is read for papers about money: statements and invoices."""
