"""Paper: a document as A4, as a sealed and signed PDF, kept under its digest."""
