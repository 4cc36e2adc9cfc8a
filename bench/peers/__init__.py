"""What other tools see of drift beside `onmock drift`: `python -m bench.peers`, or `make bench-drift`."""
