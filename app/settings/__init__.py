"""Settings: what the office has decided about itself."""
