"""What stays away: keyed digests of erased messages, dismissed proposals, senders that are nobody; never the text."""
