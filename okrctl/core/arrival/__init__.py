"""Import from other tools: from their tables and documents, through a neutral form, to files of the workspace.

``formats`` and ``markdown`` read a text as rows, data or blocks; ``systems/`` know the layout of exports;
``assemble`` makes objectives and key results from rows; ``decide`` settles what they leave open; ``place`` decides
which files they go to.
"""
