"""People by district, age, sex and ethnic group, from tables of the Office for National Statistics."""
