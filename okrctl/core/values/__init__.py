"""Basic values that know nothing of OKRs: numbers, cycles, texts, problems and their places."""
