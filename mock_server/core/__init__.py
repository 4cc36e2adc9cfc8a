"""The nouns every other room speaks. Standard library only; no vendor, no framework, no I/O."""
