"""A .docx as lines: paragraphs with the numbers Word shows, tables row by row."""
