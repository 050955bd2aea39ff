"""What if: a council's own open work carried forward, with what somebody would change."""
