"""Forms of the clerk's pages."""
