"""
How is what selon knows worded and laid out, whatever shows it?
"""
