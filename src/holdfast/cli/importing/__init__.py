"""Commands about what comes in: imports, surveys, supplements, who is who."""
