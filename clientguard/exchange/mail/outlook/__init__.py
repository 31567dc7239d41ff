"""What Outlook packs its messages into."""
