"""The bundle's entry point: starts the program like `python -m clientguard`."""

import sys

from clientguard.__main__ import main

sys.exit(main())
