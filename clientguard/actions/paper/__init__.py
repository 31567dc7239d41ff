"""Papers of all subjects: kept as documents, and made again from their facts."""
