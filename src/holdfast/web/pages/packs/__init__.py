"""Pages of packs: what can be made, making it, what was made, and the edition for members."""
