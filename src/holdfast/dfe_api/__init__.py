"""What DfE's social care API is sent: payloads, what changed, sending that loses nothing."""
