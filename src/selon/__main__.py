"""
How does ``python -m selon`` start?
"""

import sys

from selon.cli import main

sys.exit(main())
