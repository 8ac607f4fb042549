SELECT organization, pending, bytes FROM loads WHERE pending > 0 OR bytes > 0
