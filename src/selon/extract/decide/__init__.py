"""
Which of the candidates are attributions, and how sure is that?

``accept`` decides, by rates or by ``weighing`` the ``observations`` on each candidate; ``scope`` has the definition,
``confidence`` the calibrated share, ``nesting`` which attribution holds which.
"""
