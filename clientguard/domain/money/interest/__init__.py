"""Late interest by law or contract: facts and dated rates in, a working line by line out (P3.2)."""
