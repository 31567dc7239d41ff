"""What the command `import` takes in beside mail."""
