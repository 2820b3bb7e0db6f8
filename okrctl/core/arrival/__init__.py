"""What arrives from other tools: tables and documents in, a neutral arrival out, and the files it becomes.

``containers/`` make rows, data or blocks of a text; ``systems/`` know how one tool writes its exports, each found by
its file name; ``assemble`` makes objectives and key results of rows; ``place`` says which files they become.
"""
