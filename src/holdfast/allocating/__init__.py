"""Who could take on the children whom nobody holds: a proposal with its reasons, never written."""
