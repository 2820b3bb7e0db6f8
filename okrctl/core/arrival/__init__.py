"""Import from other tools: from their tables and documents, through a neutral form, to files of the workspace.

``containers/`` read a text as rows, data or blocks; ``systems/`` know the layout of one tool's exports each, and are
found by their file names; ``assemble`` makes objectives and key results from rows; ``place`` decides which files they
go to.
"""
