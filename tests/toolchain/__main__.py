"""Install the tools of the tests and name them: `python -m tests.toolchain`."""

import sys

from tests.toolchain.describe import describe

sys.stdout.write("\n".join(describe()) + "\n")
