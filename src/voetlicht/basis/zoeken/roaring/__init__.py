"""The engine that needs no compiler: NumPy on planes of bits, pyroaring on sets of rows."""
