"""The programme: the events of an account, computed or written, and what they offer."""
