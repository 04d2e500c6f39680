"""The signs of picture fonts (Symbol, Wingdings), which Word keeps at private code points."""

_SIGNS = str.maketrans({
    "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf076": "•", "\uf06c": "•", "\uf09f": "•",
    "\uf02d": "-", "\uf02b": "+", "\uf0fc": "✓", "\uf0e8": "➢",
    "\uf0a8": "□", "\uf06f": "□", "\uf071": "□", "\uf0fe": "☑", "\uf052": "☑", "\uf0fd": "☒",
    "\uf054": "☒",
})  # fmt: skip


def readable(text: str) -> str:
    """The text with such signs as characters any font has; those not known stay."""
    return text.translate(_SIGNS)
