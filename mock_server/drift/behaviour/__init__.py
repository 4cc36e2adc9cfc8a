"""Behaviour: what a live service does when it is asked on purpose, by what a vendor's `probes.py` says there is."""
