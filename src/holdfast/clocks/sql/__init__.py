"""The compiler: the declarations of the clocks as SQL, one file a step."""
