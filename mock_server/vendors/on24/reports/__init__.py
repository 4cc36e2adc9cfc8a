"""What is asked about events and people: selections, sums over events, and the records made of them."""
