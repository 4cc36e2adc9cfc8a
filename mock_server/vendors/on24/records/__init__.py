"""Records: what replies are made of, by the words that the contract uses as sources."""
