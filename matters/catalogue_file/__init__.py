"""The data file of the catalogue (JSON Lines): its shape, its rules, and its errors in words."""
