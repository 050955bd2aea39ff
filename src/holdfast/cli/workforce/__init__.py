"""Commands about who holds what: caseloads, whom nobody holds, allocation, the workforce."""
