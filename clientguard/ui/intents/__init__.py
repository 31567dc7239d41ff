"""What any page can ask for, one place for each intent."""
