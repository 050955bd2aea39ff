"""What each pack says, worked out from an outlook: documents as data, and tables of figures."""
