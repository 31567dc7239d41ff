"""How everything looks: palette, typeface, icons."""
