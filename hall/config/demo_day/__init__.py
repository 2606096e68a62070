"""A demonstration day: invented people live in the demonstration hall, through the same HTTP doors as anybody."""
