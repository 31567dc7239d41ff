"""What mail proposes for the record: rules in plain code that quote what they found. Nothing counts until confirmed."""
