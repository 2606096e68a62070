"""The printed ticket: words, a picture of 576 dots, bytes for the printer, and the printer itself."""
