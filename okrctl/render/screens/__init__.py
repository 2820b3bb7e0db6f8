"""One module per format for documents on a screen: aligned, wrapped to its width, with its colors."""
