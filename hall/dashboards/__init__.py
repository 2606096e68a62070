"""Pages that look across all rooms; they read and change nothing."""
