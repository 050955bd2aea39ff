"""Documents of packs: what they say, as data; written as HTML, and printed as PDF."""
