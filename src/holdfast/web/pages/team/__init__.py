"""The pages of a team: who holds what, how it is spread, whom nobody holds, who could."""
