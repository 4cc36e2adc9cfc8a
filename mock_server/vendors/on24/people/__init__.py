"""The people of an event: who registers, who comes and what they do, computed or written, and what it adds up to."""
