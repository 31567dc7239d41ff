"""What each mark on a page is, so that a paper can be read aloud (PDF/UA-1)."""
