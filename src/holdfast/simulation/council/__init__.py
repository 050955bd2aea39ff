"""The parameters of a made-up council: what each is, and what none can be."""
