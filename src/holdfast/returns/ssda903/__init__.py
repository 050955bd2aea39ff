"""The looked-after children return (SSDA903): its rules, and how a file of it is checked."""
