"""The page for the person who takes the office's work on."""
