"""The promises of SECURITY.md: each test names the one it holds."""

import pytest

promise = pytest.mark.promise
"""`@promise(3)`: this test holds promise 3."""
