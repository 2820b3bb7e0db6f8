"""From other tools and to them: import, its review of a document, export."""
