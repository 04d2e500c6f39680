"""The Drive API: files, permissions, changes, comments, exports."""
