"""
How does ``python -m selon`` start?
"""

from selon.cli import main

main()
