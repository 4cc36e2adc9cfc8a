"""`python -m mock_server` is `onmock`."""

from mock_server.cli import main

main()
