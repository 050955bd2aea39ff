"""Holdfast: oversight software for the children's services of an English council."""
