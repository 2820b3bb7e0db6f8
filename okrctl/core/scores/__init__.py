"""The numbers of a day: the plan and the journal of that day, scores, forecasts."""
