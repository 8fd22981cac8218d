"""The author's handbook, made of the registers: what each key means, and what each problem says (``docs/``)."""
