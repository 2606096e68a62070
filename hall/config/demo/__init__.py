"""The demonstration hall: invented people at a believable place."""
