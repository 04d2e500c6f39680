"""The demonstration: a sample plan, twelve units, their sheets, both servers."""
