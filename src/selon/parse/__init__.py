"""
What does the parser see, and what does it make of it?
"""
