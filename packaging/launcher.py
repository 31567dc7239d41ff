"""What a bundle starts: the program as `python -m clientguard` does."""

import sys

from clientguard.__main__ import main

sys.exit(main())
