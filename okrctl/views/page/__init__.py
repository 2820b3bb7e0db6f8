"""What the pages for people to look at show: plain values, without any markup."""
