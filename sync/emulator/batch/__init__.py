"""spreadsheets.batchUpdate: one module for each subject of its request kinds."""
