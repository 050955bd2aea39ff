"""How often concerns are true and duties late, group by group: to find unequal service."""
