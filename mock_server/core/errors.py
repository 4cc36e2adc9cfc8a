"""What the operator, or this program, did wrong: told in one line, exit status 2.

OnmockError
├── ConfigError      an option or environment variable has a bad value
├── ContractError    an OpenAPI document cannot be read or compiled
├── ScenarioError    a scenario is unknown, unreadable or breaks its schema
├── StorageError     a database file is not ours, is in use, or is broken
└── AddressError     the host or port cannot be served on

What a client did wrong is an `ApiError` (core/api_errors.py); the two trees never mix.
"""

from __future__ import annotations


class OnmockError(Exception):
    """Base of all errors that the command line reports in one line."""


class ConfigError(OnmockError):
    """Raised when an option or environment variable has a bad value."""


class ContractError(OnmockError):
    """Raised when an OpenAPI document cannot be read or compiled."""


class ScenarioError(OnmockError):
    """Raised when a scenario is unknown, unreadable or breaks its schema."""


class StorageError(OnmockError):
    """Raised when a database file is not ours, is in use, or is broken."""


class AddressError(OnmockError):
    """Raised when the host or port cannot be served on."""
