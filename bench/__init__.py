"""How fast the server is, as ratios inside one run: `python -m bench`, or `make bench`."""
