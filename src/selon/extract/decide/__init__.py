"""
Which of the candidates are attributions, and how sure is that?

``accept`` goes from candidates to attributions. What the rules would take by themselves is their ``order``, by rates,
within the ``scope`` of the definition. Over rules and encoder, ``pool`` groups the rivals, ``evidence`` is what speaks for
each, and ``choose`` takes the likeliest. ``nesting`` tells which attribution holds which.
"""
