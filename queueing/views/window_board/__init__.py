"""The manager's board of windows."""
