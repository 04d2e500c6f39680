"""Setting an office up: `flask setup`."""
