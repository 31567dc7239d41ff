"""From the bytes of a part to text: transfer encodings and charsets."""
