"""
Which of the candidates are attributions, and how sure is that?
"""
