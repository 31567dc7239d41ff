"""What a client's mail says about a handover: accounts that it names, and answers to the handover request."""
