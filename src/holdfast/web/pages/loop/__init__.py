"""The pages of the challenge loop: supervision, the loop of a team or service, a deficit."""
