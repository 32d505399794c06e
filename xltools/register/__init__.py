"""The issuing desk: numbers, states and deadlines of issued letters; knows neither a cell nor a rule."""
