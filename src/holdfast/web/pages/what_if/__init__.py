"""What if: scenarios asked for, run beside the pages, and what they found."""
