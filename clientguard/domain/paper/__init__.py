"""What every paper shares: its letterhead, whom it is addressed to, and its facts for programs."""
