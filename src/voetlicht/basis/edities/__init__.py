"""An edition as a frozen value: its rows, totals, sentences, files and readers."""
