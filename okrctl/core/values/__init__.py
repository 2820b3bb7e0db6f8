"""Small values that know nothing of OKRs: numbers, cycles, texts, problems with their places."""
