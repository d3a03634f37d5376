"""Which words does a small language model take for a source, a cue and a content?"""
