"""The content of the pages: plain values, without markup."""
