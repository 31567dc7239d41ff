"""Money: the page, its ageing, and what a client's page says about paying."""
