"""The command line, a module a command. A command imports what it needs when it runs."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

import click

from mock_server import __version__
from mock_server.cli.breaks import breaks
from mock_server.cli.contract import contract
from mock_server.cli.drift import drift
from mock_server.cli.fixtures import fixtures
from mock_server.cli.routes import routes
from mock_server.cli.serve import serve
from mock_server.core.errors import OnmockError

# What a contract is made of stays: to look for garbage at every 700 new objects (Python's figure) is a sixth of a
# start, and a pause of a request now and then.
_NEW_OBJECTS = 50_000


class _Commands(click.Group):
    """A group whose commands end with one line and status 2 where an OnmockError is raised."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OnmockError as error:
            click.echo(f"onmock: {error}", err=True)
            sys.exit(2)
        except BrokenPipeError:
            # Whoever reads, like head, has what they wanted; Python would complain when it flushes.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(2)
        except OSError as error:
            click.echo(f"onmock: cannot write: {error.strerror}", err=True)
            sys.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onmock")
def main() -> None:
    """A stand-in for vendor REST APIs: change one base URL and your client cannot tell the difference."""
    gc.set_threshold(_NEW_OBJECTS)


for _command in (serve, routes, breaks, fixtures, contract, drift):
    main.add_command(_command)
