"""What is shown on line: the page of a circuit, the pages over many, the form, what others embed."""
