"""The fast path: loops over planes of bits, compiled by Numba. Imported only where Numba is.

A *mask* is the 64 words of one plane of one block. All of them release Python's lock.
"""
