"""The commands ``holdfast pack``."""
